// Turns each entry of a journal into a row of a ladder, or none; ladder_rows.h folds them.

#ifndef CLOSESPEC_REPORTS_LADDER_ROW_BUILDER_H_
#define CLOSESPEC_REPORTS_LADDER_ROW_BUILDER_H_

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "reports/ladder/ladder_rows.h"

namespace closespec {

class RowBuilder {
 public:
  RowBuilder(const Case& judged, const Journal& journal, const std::set<std::size_t>& marked)
      : judged_(judged), journal_(journal), marked_(marked) {}

  std::vector<LadderRow> Build();

 private:
  void Add(const PeerReady& event);
  void Add(const StepBegan& event);
  void Add(const StepEnded& event);
  void Add(const CallBegan& event);
  void Add(const CallEnded& event);
  void Add(const SegmentSeen& event);
  void Add(const StateRead& event);
  void Add(const PeerGone& event);
  void Add(const PeerPinged& event);
  void Add(const CaptureEnded& event);
  void Add(const EpilogueBegan& event);
  void Add(const SocketLeft& event);
  void Add(const StackComplained& event);
  void Add(const HarnessTrouble& event);

  LadderRow& Row(Place place, std::string text);
  [[nodiscard]] bool IsMarked() const { return marked_.count(index_) > 0; }
  [[nodiscard]] std::optional<std::size_t> EndOf(const CallBegan& call) const;
  [[nodiscard]] bool WaitsForTheOther(const CallBegan& call, std::size_t end) const;

  const Case& judged_;
  const Journal& journal_;
  const std::set<std::size_t>& marked_;
  std::size_t index_ = 0;  // of the entry at hand
  SegmentLabels labels_;
  std::map<std::size_t, const CallBegan*> open_;  // by the entry that will end them
  std::set<std::size_t> joined_;                  // ends that stand with their beginning
  std::vector<LadderRow> rows_;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_LADDER_ROW_BUILDER_H_
