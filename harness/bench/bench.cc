// How many cases a second closespec conducts, captures and judges on all cores, beside the bare
// floor of the same exchange, measured in the same run. `--benchmark_filter` and the like work.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "harness/bench/floor.h"
#include "harness/sandbox/jail.h"
#include "harness/schedule/schedule.h"

namespace closespec {
namespace {

constexpr int kCasesAnIteration = 400;
constexpr int kJobsPerCore = 12;

std::filesystem::path Binaries() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

Step Call(Actor actor, const char* action,
          std::vector<std::pair<std::string, std::string>> arguments = {}, const char* on = "c",
          const char* as = "") {
  SocketCall call;
  call.actor = actor;
  call.action = action;
  call.on = on;
  call.as = as;
  call.arguments = std::move(arguments);
  Step step;
  step.action = std::move(call);
  return step;
}

Step Expect(Step step, std::int64_t returned) {
  step.expect = Expectation{{Alternative{{{"returns", IsInRange{{returned, returned}}}}}}};
  step.clause = "rfc9293-3.6-p4";
  return step;
}

// The exchange of floor_peer.c, the SUT connecting.
Case Exchange() {
  using enum Actor;
  Case exchange;
  exchange.id = exchange.scenario = "bench/exchange";
  exchange.chapter = "bench";
  exchange.opener = kSut;
  exchange.steps = {Call(kPeer, "socket", {}, "", "l"),   Call(kPeer, "bind", {}, "l"),
                    Call(kPeer, "listen", {}, "l"),       Call(kSut, "socket", {}, "", "c"),
                    Call(kSut, "connect", {{"to", "l"}}), Call(kPeer, "accept", {}, "l", "c")};
  exchange.preamble_steps = exchange.steps.size();
  exchange.steps.push_back(Expect(Call(kSut, "send", {{"bytes", "5"}}), 5));
  exchange.steps.push_back(Expect(Call(kPeer, "recv", {{"bytes", "5"}, {"flags", "waitall"}}), 5));
  exchange.steps.push_back(Expect(Call(kSut, "shutdown", {{"how", "write"}}), 0));
  exchange.steps.push_back(Expect(Call(kPeer, "recv"), 0));
  exchange.steps.push_back(Expect(Call(kPeer, "close"), 0));
  exchange.steps.push_back(Expect(Call(kSut, "recv"), 0));
  exchange.steps.push_back(Expect(Call(kSut, "close"), 0));
  exchange.levels = {{"rfc9293-3.6-p4", Level::kMust}};
  return exchange;
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double ProcessorSeconds(int who) {
  rusage usage{};
  ::getrusage(who, &usage);
  return Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
}

// Beside cases a second what a case costs of a processor, here and in the processes it spawns; that
// does not depend on what else the machine does.
class Meter {
 public:
  void Report(benchmark::State& state) const {
    const auto cases = static_cast<double>(state.iterations()) * kCasesAnIteration;
    state.counters["cases"] = benchmark::Counter(cases, benchmark::Counter::kIsRate);
    state.counters["own_ms"] = (ProcessorSeconds(RUSAGE_SELF) - self_) * 1e3 / cases;
    state.counters["peers_ms"] = (ProcessorSeconds(RUSAGE_CHILDREN) - children_) * 1e3 / cases;
  }

 private:
  double self_ = ProcessorSeconds(RUSAGE_SELF);
  double children_ = ProcessorSeconds(RUSAGE_CHILDREN);
};

void BareFloor(benchmark::State& state) {
  const Meter meter;
  const std::filesystem::path peer = Binaries() / "closespec_floor_peer";
  while (state.KeepRunning()) {
    std::atomic<int> left = kCasesAnIteration;
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) {
      threads.emplace_back([&] {
        while (left-- > 0) {
          const Status run = RunFloor(peer);
          if (!run) {
            std::fprintf(stderr, "floor: %s\n", run.trouble().what.c_str());
            std::abort();
          }
        }
      });
    }
  }
  meter.Report(state);
}

void FullCase(benchmark::State& state) {
  const Meter meter;
  const Case exchange = Exchange();
  const std::filesystem::path output =
      std::filesystem::temp_directory_path() / ("closespec-bench-" + std::to_string(::getpid()));
  const bool evidence = state.range(0) != 0;
  std::size_t passed = 0;
  while (state.KeepRunning()) {
    SchedulePlan plan;
    plan.cases = {&exchange};
    plan.repeat = kCasesAnIteration;
    plan.sut.command = plan.peer.command = {(Binaries() / "closespec-peer").string()};
    plan.sandboxes.make = [](const SandboxPlan& each) { return MakeSandbox(each); };
    plan.slots.jobs = std::size_t{std::thread::hardware_concurrency()} * kJobsPerCore;
    if (evidence) plan.output = output;
    ScheduleEvents events;
    events.began = [](const Case&) {};
    events.conducted = [](const Case&) {};
    events.ended = [&](const Case&, const CaseResult& result, const Journal&) {
      passed += result.verdict == Verdict::kPass ? 1 : 0;
    };
    Schedule schedule(std::move(plan), std::move(events));
    schedule.Run();
  }
  std::filesystem::remove_all(output);
  const auto run = static_cast<std::size_t>(state.iterations()) * kCasesAnIteration;
  if (passed != run) state.SkipWithError("not every case passed");
  meter.Report(state);
}

BENCHMARK(BareFloor)->UseRealTime()->Unit(benchmark::kMillisecond)->MinTime(3);
BENCHMARK(FullCase)
    ->ArgName("evidence")
    ->Arg(0)
    ->Arg(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->MinTime(3);

}  // namespace
}  // namespace closespec

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  return closespec::RunInJail([](const closespec::Jail& jail) {
    if (!jail.network_namespaces) {
      std::fputs("closespec_bench: network namespaces are refused here\n", stderr);
      return 3;
    }
    benchmark::RunSpecifiedBenchmarks();
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("peak memory of the harness: %ld MiB\n", usage.ru_maxrss / 1024);
    return 0;
  });
}
