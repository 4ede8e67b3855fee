// Which size of neighbourhood pays: the one that has lately gained most for its work, and now and then another one.
// Small ones are quick, and gain much while the plan is poor; large ones see what small ones can't, and look at the
// best stays of each cadre only.
#pragma once

#include <array>
#include <cstdint>

#include "services/rotation/planner/random.h"

namespace xf::planner {

class Sizes {
 public:
  struct Size {
    int cadres = 0;
    int columns = 0;  // stays of a cadre at most
  };

  // At most so many cadres have a choice.
  explicit Sizes(int cadres);

  // The size to try next.
  Size Next(Random& random);
  // What the size of the last Next has gained with so much work.
  void Learn(int64_t gain, int64_t work);

 private:
  struct Arm {
    Size size;
    double gain = 0;  // both fade, so that the past is forgotten
    double work = 0;
    double total_work = 0;

    double Rate() const { return work > 0 ? gain / work : 0; }
  };

  std::array<Arm, 11> arms_;
  int last_ = 0;
  int count_ = 1;
};

}  // namespace xf::planner
