// xfctl rotation verify: the independent checker on a problem and a plan.
#include <iostream>

#include "common/base/error.h"
#include "common/base/status.h"
#include "google/protobuf/util/json_util.h"
#include "services/ctl/commands/rotation.h"
#include "services/rotation/checker/checker.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;

// All fields, so that what is false or zero is said too.
std::string AsJson(const rotation::PlanVerification& verification) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  options.add_whitespace = true;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(verification, &json, options);
  return printed.ok() ? json : verification.ShortDebugString();
}

absl::Status Verify(const Globals&, const PlanFiles& files) {
  rotation::RotationProblem problem;
  rotation::RotationPlan plan;
  RETURN_IF_ERROR(ReadJsonFile(files.problem, problem));
  RETURN_IF_ERROR(ReadJsonFile(files.plan, plan));
  ASSIGN_OR_RETURN(const rotation::PlanVerification verification, checker::Verify(problem, plan));
  return PrintVerification(verification);
}

}  // namespace

absl::Status PrintVerification(const rotation::PlanVerification& verification) {
  std::cout << AsJson(verification);
  std::vector<Violation> violations;
  for (const rotation::PlanFinding& finding : verification.findings()) {
    violations.push_back({rotation::PlanRule_Name(finding.rule()), {finding.text(), finding.text_zh()}});
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
