// xfctl rotation generate: a problem of a given shape, to try planners on.
#include <iostream>

#include "common/base/status.h"
#include "services/ctl/commands/rotation.h"
#include "services/rotation/planner/generate.h"

namespace xf::ctl {
namespace {

struct RotationGenerateOptions {
  planner::Shape shape;
  std::string out;
  bool planted = false;
};

absl::Status Generate(const Globals&, const RotationGenerateOptions& options) {
  if (!options.planted) return WriteJsonFile(options.out, planner::Generate(options.shape));
  const planner::Planted planted = planner::GeneratePlanted(options.shape);
  RETURN_IF_ERROR(WriteJsonFile(options.out, planted.problem));
  std::cout << planted.optimum << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddRotationGenerate(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<RotationGenerateOptions>();
  CLI::App* command = group.add_subcommand("generate", "make up a problem; the same arguments make the same one");
  command->add_option("--cadres", options->shape.cadres, "cadres")
      ->check(CLI::Range(0, 2'000'000))
      ->capture_default_str();
  command->add_option("--posts", options->shape.posts, "posts")->check(CLI::Range(1, 100'000))->capture_default_str();
  command->add_option("--slots", options->shape.slots, "slots of half a month")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  command->add_option("--seed", options->shape.seed, "of the chance in it")->capture_default_str();
  command->add_option("--out", options->out, "file to write the problem to")->required();
  command->add_flag("--planted", options->planted, "around a known best plan, whose objective is printed");
  OnChosen(*command, globals, options, Generate);
}

}  // namespace xf::ctl
