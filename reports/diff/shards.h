// Whether runs are the shards of one run: nothing twice, nothing missing, nothing from elsewhere.
//
//   Shards shards;
//   shards.Begin("a/results.json", head);  shards.Add(id) ...;  shards.End(run);   each shard
//   const Run whole = shards.Whole();
//
// What is not so is a DocumentError that names the files.

#ifndef CLOSESPEC_REPORTS_DIFF_SHARDS_H_
#define CLOSESPEC_REPORTS_DIFF_SHARDS_H_

#include <string>
#include <unordered_map>
#include <vector>

#include "reports/results/results.h"

namespace closespec {

class Shards {
 public:
  void Begin(const std::string& file, const Run& head);
  // A result of the shard that was begun last.
  void Add(const std::string& case_id);
  // `run`: its head again, which tells by now how it ended.
  void End(const Run& run);

  // The head of the run that they make up. Settings and kernels that are not the same everywhere
  // are among its limitations.
  [[nodiscard]] Run Whole() const;

 private:
  struct Shard {
    std::string file;
    Run head;
    std::size_t results = 0;
  };
  struct Seen {
    std::size_t shard = 0;
    int times = 0;
  };

  void RequireSameRun(const Shard& shard) const;
  void RequireAllShards() const;
  [[nodiscard]] std::string Files() const;

  std::vector<Shard> shards_;
  std::unordered_map<std::string, Seen> seen_;  // by case
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_SHARDS_H_
