// How figures moved between two reports.
#pragma once

#include "xianfeng/report/v1/report.pb.h"

namespace xf::report {

namespace v1 = xianfeng::report::v1;

// Figures whose value differs, in the order of the reports' rows; one that a report lacks counts 0 there.
v1::CompareReportsResponse Compare(const v1::Report& before, const v1::Report& after);

}  // namespace xf::report
