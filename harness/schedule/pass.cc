#include "harness/schedule/pass.h"

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>

#include "harness/conductor/process_launcher.h"

namespace closespec {
namespace {

namespace asio = boost::asio;

asio::awaitable<SandboxSupply::Made> TakeSandbox(SandboxSupply& supply, const SandboxPlan& plan,
                                                 asio::any_io_executor executor) {
  return asio::async_initiate<const asio::use_awaitable_t<>&, void(SandboxSupply::Made)>(
      [&supply, &plan, executor](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        supply.Take(plan, [shared, executor](SandboxSupply::Made made) {
          asio::post(executor, [shared, made] { (*shared)(made); });
        });
      },
      asio::use_awaitable);
}

// How many that wait for less come behind each that waits a little.
constexpr std::size_t kBetweenWaits = 3;
constexpr std::chrono::seconds kLittleWait{1};

// Whatever the stack does: for its timers, as the scenario says, or for nothing to come.
std::chrono::milliseconds WaitOf(const Pass::Item& item) {
  std::chrono::milliseconds nothing_comes{0};
  for (const Step& step : item.to_run->steps) {
    const auto* silence = std::get_if<Silence>(&step.action);
    if (silence != nullptr) nothing_comes += silence->budget.value_or(std::chrono::milliseconds(0));
  }
  return std::max<std::chrono::milliseconds>(item.to_run->real_time, nothing_comes);
}

std::size_t Cores() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

// One event loop with its own launcher and lateness, run by one thread.
class Pass::Loop {
 public:
  explicit Loop(Pass& pass) : pass_(pass) {}

  // Before Run().
  void AddSlot() { Add(Work()); }
  void AddSlotOf(const Item& item) { Add(WorkOn(item)); }

  void Run() {
    meter_.Start();
    io_.run();
  }
  void Stop() { io_.stop(); }

 private:
  void Add(asio::awaitable<void> work) {
    ++slots_;
    asio::co_spawn(io_, std::move(work), [this](const std::exception_ptr& failure) {
      if (failure) std::rethrow_exception(failure);
      if (--slots_ == 0) meter_.Stop();
    });
  }

  asio::awaitable<SandboxSupply::Made> Take(const Item& item) {
    const SandboxPlan plan = pass_.PlanOf(item);
    co_return co_await TakeSandbox(pass_.supply_, plan, io_.get_executor());
  }

  asio::awaitable<void> Work() {
    while (const auto item = pass_.Next()) co_await WorkOn(*item);
  }

  asio::awaitable<void> WorkOn(Item item) {
    if (pass_.stopped_) co_return;
    Conducted conducted;
    conducted.unsupported = pass_.with_.sandboxes.Lacks(*item.to_run);
    SandboxSupply::Made made;
    if (conducted.unsupported) {
      made = std::make_shared<Result<Sandbox>>(Trouble{*conducted.unsupported});
    } else {
      made = co_await Take(item);
    }
    const auto begin = std::chrono::steady_clock::now();
    pass_.began_(item);
    if (conducted.unsupported) {
      conducted.journal.case_id = item.to_run->id;
    } else if (made->ok()) {
      const LaunchPlan& sut = item.sut != nullptr ? *item.sut : pass_.with_.sut;
      const auto meddler = item.meddler != nullptr ? (*item.meddler)() : nullptr;
      CaseRun run(io_.get_executor(), *item.to_run,
                  {launcher_, sut, pass_.with_.peer, pass_.with_.wire_peer, **made, meter_,
                   pass_.with_.budgets, meddler.get(), pass_.with_.kernel});
      conducted = co_await run.Run();
    } else {
      conducted.journal.case_id = item.to_run->id;
      conducted.journal.entries.push_back(
          {{}, HarnessTrouble{"no sandbox: " + made->trouble().what}});
    }
    const auto took = std::chrono::steady_clock::now() - begin;
    Resetting* const resetting = pass_.with_.resetting;
    if (resetting != nullptr && resetting->IsDueAfter(conducted.journal)) {
      conducted.reset = co_await resetting->Run(launcher_, io_.get_executor());
    }
    pass_.finish_(item, std::move(conducted), made, took);
  }

  Pass& pass_;
  std::size_t slots_ = 0;
  asio::io_context io_{1};
  LatenessMeter meter_{io_.get_executor()};
  ProcessLauncher launcher_{io_.get_executor()};
};

Pass::Pass(std::vector<Item> items, const Slots& slots, const Surroundings& surroundings,
           std::function<void(const Item&)> began, Finish finish)
    : items_(std::move(items)),
      waiting_(std::min(slots.waiting, LongWaits())),
      with_(surroundings),
      began_(std::move(began)),
      finish_(std::move(finish)),
      next_(waiting_),
      supply_(surroundings.sandboxes.make, Cores(), slots.jobs + waiting_, Plans()) {
  const std::size_t jobs = std::min(slots.jobs, items_.size() - waiting_);
  const std::size_t loops = std::clamp<std::size_t>(Cores(), 1, std::max<std::size_t>(jobs, 1));
  for (std::size_t i = 0; i < loops; ++i) loops_.push_back(std::make_unique<Loop>(*this));
  for (std::size_t i = 0; i < waiting_; ++i) loops_[i % loops]->AddSlotOf(items_[i]);
  for (std::size_t i = 0; i < jobs; ++i) loops_[i % loops]->AddSlot();
}

Pass::~Pass() = default;

std::vector<SandboxPlan> Pass::Plans() const {
  std::vector<SandboxPlan> plans;
  for (const Item& item : items_) {
    if (with_.sandboxes.Lacks(*item.to_run)) continue;
    plans.push_back(PlanOf(item));
  }
  return plans;
}

SandboxPlan Pass::PlanOf(const Item& item) const {
  SandboxPlan plan = with_.sandboxes.PlanOf(*item.to_run);
  plan.gap = item.meddler != nullptr;
  return plan;
}

std::size_t Pass::LongWaits() const {
  const auto end =
      std::ranges::find_if(items_, [](const Item& item) { return WaitOf(item) <= kLongWait; });
  return static_cast<std::size_t>(end - items_.begin());
}

std::optional<Pass::Item> Pass::Next() {
  const std::size_t index = next_++;
  if (stopped_ || index >= items_.size()) return std::nullopt;
  return items_[index];
}

std::vector<Pass::Item> WaitsFirst(std::vector<Pass::Item> items) {
  std::ranges::stable_sort(items, std::ranges::greater(), WaitOf);
  auto waits =
      std::ranges::find_if(items, [](const Pass::Item& item) { return WaitOf(item) <= kLongWait; });
  auto quick = std::ranges::find_if(
      items, [](const Pass::Item& item) { return WaitOf(item) < kLittleWait; });
  std::vector<Pass::Item> order(items.begin(), waits);
  for (const auto end = quick; waits != end; ++waits) {
    order.push_back(*waits);
    const auto some = std::min<std::ptrdiff_t>(kBetweenWaits, items.end() - quick);
    order.insert(order.end(), quick, quick + some);
    quick += some;
  }
  order.insert(order.end(), quick, items.end());
  return order;
}

void Pass::Run() {
  std::vector<std::jthread> threads;
  for (const auto& loop : loops_) threads.emplace_back([&loop] { loop->Run(); });
}

void Pass::Stop() {
  stopped_ = true;
  for (const auto& loop : loops_) loop->Stop();
}

}  // namespace closespec
