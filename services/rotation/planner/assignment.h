// A plan in the making: who is where, and what room is left. Always feasible as to capacities, calendars and conflicts.
#pragma once

#include <cstdint>
#include <vector>

#include "services/rotation/planner/model.h"

namespace xf::planner {

class Assignment {
 public:
  // Nobody is placed but pinned cadres.
  explicit Assignment(const Model& model);

  const Stay& at(int cadre) const { return stays_[static_cast<size_t>(cadre)]; }
  const std::vector<Stay>& stays() const { return stays_; }
  int64_t objective() const { return objective_; }
  // Previous placements that are kept.
  int kept() const { return kept_; }
  bool WithinBudget() const { return kept_ >= model_->MustKeep(); }
  // Whether the pins go together.
  bool pins_fit() const { return pins_fit_; }

  // Whether a cadre, who is not placed, may have the stay.
  bool Fits(int cadre, const Stay& stay) const { return HasRoom(cadre, stay) && !MeetsRelative(cadre, stay); }
  bool HasRoom(int cadre, const Stay& stay) const;
  bool MeetsRelative(int cadre, const Stay& stay) const;
  // Places a cadre, who is not placed; the stay fits.
  void Put(int cadre, const Stay& stay);
  // Takes the cadre's stay away.
  void Take(int cadre);

  // Least room in [start, end).
  int RoomAtPost(int post, int slot) const { return post_[Row(post, slot)]; }
  int RoomAtHost(int host, int slot) const { return host_[Row(host, slot)]; }
  int RoomInUnit(int unit, int slot) const { return unit_[Row(unit, slot)]; }

 private:
  size_t Row(int index, int slot) const {
    return static_cast<size_t>(index) * static_cast<size_t>(model_->slots) + static_cast<size_t>(slot);
  }
  void Use(int cadre, const Stay& stay, int by);

  const Model* model_;
  std::vector<Stay> stays_;
  std::vector<int> post_;
  std::vector<int> host_;
  std::vector<int> unit_;
  int64_t objective_ = 0;
  int kept_ = 0;
  bool pins_fit_ = true;
};

// Whether two stays at one place share a slot.
bool Meet(const Model& model, const Stay& a, const Stay& b);

// Gives the cadres of the list their new stays, if that is feasible and better; else changes nothing.
void Apply(const std::vector<int>& cadres, const std::vector<Stay>& stays, Assignment& plan);

}  // namespace xf::planner
