// Code tables of the national standards (domain reference §7), as data: codes, their Chinese names, and the way back.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace xf::api {

// A code and its name.
struct CodeName {
  absl::string_view code;
  absl::string_view name;
};

// A table: in order of codes, each once; names are unique as well.
using CodeTable = std::span<const CodeName>;

// GB/T 2261.1 gender: "1" 男.
CodeTable Genders();
// GB/T 2261.2 marital status: "20" 已婚.
CodeTable MaritalStatuses();
// GB/T 4762-1984 political status: "01" 中共党员.
CodeTable PoliticalStatuses();
// GB/T 4658-2006 education: "21" 大学本科毕业.
CodeTable Educations();
// GB/T 3304-1991 ethnicity: "13" 瑶族.
CodeTable Ethnicities();

// Name of a code; empty when the table does not have it.
absl::string_view NameOf(CodeTable table, absl::string_view code);
// Code of a name, or of a code itself; empty when the table has neither. 族 may be left off names of ethnicities, "瑶";
// education may be named as people do, "大学本科".
absl::string_view CodeOf(CodeTable table, absl::string_view text);
// Two Latin letters of an ethnicity's code, "YA"; empty for 97 and 98, which have none.
absl::string_view EthnicityLetters(absl::string_view code);

// What the three digits of a township in a division code say (统计用区划代码).
enum class TownshipClass { kUnknown, kStreet, kTown, kTownship, kSimilar };
// Class of a code of nine or twelve digits.
TownshipClass TownshipClassOf(absl::string_view division);
// Whether a code of twelve digits is a residents' committee (居委会) or a villagers' committee (村委会).
bool IsResidentsCommittee(absl::string_view division);
bool IsVillagersCommittee(absl::string_view division);

// The code that a division of six or more digits has on a day: codes change, and what was called 431121 is 431181 since
// 2021. A code that never changed is its own.
std::string DivisionOn(absl::string_view division, absl::CivilDay day);

}  // namespace xf::api
