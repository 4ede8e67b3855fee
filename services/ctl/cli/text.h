// Text for people: columns that stand under each other also with Chinese in them, errors with all that they say.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace xf::ctl {

// Columns that a terminal gives a UTF-8 text: two for East Asian wide characters, none for combining ones, else one.
int DisplayWidth(absl::string_view text);

// Rows as aligned columns, two spaces apart, a line each. Columns of `right` are set flush right.
std::string Table(const std::vector<std::vector<std::string>>& rows, const std::vector<size_t>& right);

// Code and reason, both languages, and every detail: fields, resource, precondition, when to try again.
std::string DescribeError(const absl::Status& error);

}  // namespace xf::ctl
