// What the commands of `xfctl rotation` share. They run in process, on files of proto3 JSON; no service is needed.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/ctl/commands/command.h"
#include "xianfeng/rotation/v1/plan.pb.h"
#include "xianfeng/rotation/v1/verification.pb.h"

namespace xf::ctl {

// Reads a message from a file of proto3 JSON, snake_case or camelCase. FIELD_INVALID names the file and what is wrong.
absl::Status ReadJsonFile(const std::string& path, google::protobuf::Message& message);

// Writes a message as proto3 JSON with the names of the contract (snake_case).
absl::Status WriteJsonFile(const std::string& path, const google::protobuf::Message& message);

// Prints what the checker found; an error that names every finding unless the plan holds.
absl::Status PrintVerification(const xianfeng::rotation::v1::PlanVerification& verification);

// Writes the pictures of a plan: FILE.svg and FILE.progress.svg.
absl::Status WritePictures(const xianfeng::rotation::v1::RotationProblem& problem,
                           const xianfeng::rotation::v1::RotationPlan& plan, const std::string& out);

// The files of a problem and its plan, which most commands take.
struct PlanFiles {
  std::string problem;
  std::string plan;

  void AddTo(CLI::App& command);
};

// Each adds its command to the group.
void AddRotationExplain(CLI::App& group, Globals& globals);
void AddRotationGantt(CLI::App& group, Globals& globals);
void AddRotationGenerate(CLI::App& group, Globals& globals);
void AddRotationSolve(CLI::App& group, Globals& globals);
void AddRotationVerify(CLI::App& group, Globals& globals);

}  // namespace xf::ctl
