// Rules of the contract's resources that span fields, beyond what the field options say.
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "xianfeng/training/v1/class.pb.h"
#include "xianfeng/training/v1/instructor.pb.h"
#include "xianfeng/training/v1/organization_life.pb.h"
#include "xianfeng/training/v1/plan.pb.h"

namespace xf::training {

namespace v1 = xianfeng::training::v1;

// Each adds the violations of a resource; `prefix` is put before each field, e.g. "instructor.". `today` bounds what
// can have happened already. Resources without such rules take the first one.
void CheckRules(const google::protobuf::Message& resource, absl::string_view prefix, absl::CivilDay today,
                std::vector<Violation>& violations);
// A hiring term that ends after it begins; a practical field only for practical instructors.
void CheckRules(const v1::Instructor& instructor, absl::string_view prefix, absl::CivilDay today,
                std::vector<Violation>& violations);
// Items whose months are in order.
void CheckRules(const v1::Plan& plan, absl::string_view prefix, absl::CivilDay today,
                std::vector<Violation>& violations);
// Days in order, within one year: credits belong to a year; no exam before the class begins.
void CheckRules(const v1::Class& training_class, absl::string_view prefix, absl::CivilDay today,
                std::vector<Violation>& violations);
// An end after the beginning, on the same day.
void CheckRules(const v1::Session& session, absl::string_view prefix, absl::CivilDay today,
                std::vector<Violation>& violations);
// A day that is not in the future.
void CheckRules(const v1::Activity& activity, absl::string_view prefix, absl::CivilDay today,
                std::vector<Violation>& violations);

// Adds a violation for each reference (a field with a `resource` rule) that points into another county.
void CheckCounty(const google::protobuf::Message& resource, absl::string_view prefix, absl::string_view county,
                 std::vector<Violation>& violations);

}  // namespace xf::training
