// xfctl rotation verify: the independent checker on a problem and a plan.
#include <iostream>

#include "common/base/error.h"
#include "common/base/status.h"
#include "google/protobuf/util/json_util.h"
#include "services/ctl/commands/rotation.h"
#include "services/rotation/checker/checker.h"

namespace xf::ctl {
namespace {

namespace v1 = xianfeng::rotation::v1;

// All fields, so that what is false or zero is said too.
std::string AsJson(const v1::PlanVerification& verification) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  options.add_whitespace = true;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(verification, &json, options);
  return printed.ok() ? json : verification.ShortDebugString();
}

absl::Status Verify(const Globals&, const PlanFiles& files) {
  v1::RotationProblem problem;
  v1::RotationPlan plan;
  RETURN_IF_ERROR(ReadJsonFile(files.problem, problem));
  RETURN_IF_ERROR(ReadJsonFile(files.plan, plan));
  ASSIGN_OR_RETURN(const v1::PlanVerification verification, checker::Verify(problem, plan));
  return PrintVerification(verification);
}

}  // namespace

absl::Status PrintVerification(const v1::PlanVerification& verification) {
  std::cout << AsJson(verification);
  std::vector<Violation> violations;
  for (const v1::PlanFinding& finding : verification.findings()) {
    violations.push_back({v1::PlanRule_Name(finding.rule()), {finding.text(), finding.text_zh()}});
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

void AddRotationVerify(CLI::App& group, Globals& globals) {
  auto files = std::make_shared<PlanFiles>();
  CLI::App* command =
      group.add_subcommand("verify", "check a plan: rules, objective, and the bound that its certificate proves");
  files->AddTo(*command);
  OnChosen(*command, globals, files, Verify);
}

}  // namespace xf::ctl
