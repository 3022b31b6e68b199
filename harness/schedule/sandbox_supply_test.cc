#include "harness/schedule/sandbox_supply.h"

#include <gmock/gmock.h>

#include <future>
#include <string>
#include <vector>

namespace closespec {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

SandboxPlan PlanNamed(const std::string& name) { return {.sysctls = {{"name", name}}}; }

// Tells by its trouble which plan it was made for.
Result<Sandbox> Make(const SandboxPlan& plan) { return Trouble{plan.sysctls.front().second}; }

std::future<std::string> TakeOne(SandboxSupply& supply, const std::string& name) {
  auto promise = std::make_shared<std::promise<std::string>>();
  supply.Take(PlanNamed(name), [promise](const SandboxSupply::Made& made) {
    promise->set_value(made->trouble().what);
  });
  return promise->get_future();
}

TEST(SandboxSupplyTest, EachTakesOneOfItsPlanThoughOthersAreReady) {
  SandboxSupply supply(Make, 2, 1,
                       {PlanNamed("a"), PlanNamed("a"), PlanNamed("b"), PlanNamed("a")});
  // In another order than planned, as several loops may do.
  auto b = TakeOne(supply, "b");
  auto first = TakeOne(supply, "a");
  auto second = TakeOne(supply, "a");
  auto third = TakeOne(supply, "a");
  EXPECT_THAT((std::vector{b.get(), first.get(), second.get(), third.get()}),
              ElementsAre("b", "a", "a", "a"));
}

TEST(SandboxSupplyTest, NoMoreAreMadeThanAreWantedAndTheyAreMadeInOrder) {
  std::vector<std::string> made;
  {
    SandboxSupply supply(
        [&made](const SandboxPlan& plan) {
          made.push_back(plan.sysctls.front().second);
          return Make(plan);
        },
        1, 0, {PlanNamed("a"), PlanNamed("b"), PlanNamed("c")});
    TakeOne(supply, "a").get();
    TakeOne(supply, "b").get();
  }
  EXPECT_THAT(made, ElementsAre("a", "b"));
}

TEST(SandboxSupplyTest, SomeAreMadeAhead) {
  std::vector<std::string> made;
  std::promise<void> second;
  {
    SandboxSupply supply(
        [&](const SandboxPlan& plan) {
          made.push_back(plan.sysctls.front().second);
          if (made.size() == 2) second.set_value();
          return Make(plan);
        },
        1, 2, {PlanNamed("a"), PlanNamed("b"), PlanNamed("c")});
    second.get_future().get();
  }
  EXPECT_THAT(made, UnorderedElementsAre("a", "b"));
}

}  // namespace
}  // namespace closespec
