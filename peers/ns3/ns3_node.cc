#include "peers/ns3/ns3_node.h"

#include <ns3/boolean.h>
#include <ns3/config.h>
#include <ns3/fd-net-device.h>
#include <ns3/global-value.h>
#include <ns3/internet-stack-helper.h>
#include <ns3/ipv4.h>
#include <ns3/ipv6.h>
#include <ns3/simulator.h>
#include <ns3/string.h>

#include <thread>

namespace closespec::ns3_peer {
namespace {

// Locally administered, of no vendor.
constexpr char kHardwareAddress[] = "02:c5:00:00:00:01";

void SetUpSimulation() {
  ns3::GlobalValue::Bind("SimulatorImplementationType",
                         ns3::StringValue("ns3::RealtimeSimulatorImpl"));
  ns3::GlobalValue::Bind("ChecksumEnabled", ns3::BooleanValue(true));
  // Nobody else is on the link that could have the address.
  ns3::Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", ns3::BooleanValue(false));
  // Nor anybody whose questions ours could meet.
  const ns3::StringValue at_once("ns3::ConstantRandomVariable[Constant=0]");
  ns3::Config::SetDefault("ns3::ArpL3Protocol::RequestJitter", at_once);
  ns3::Config::SetDefault("ns3::Icmpv6L4Protocol::SolicitationJitter", at_once);
}

void AddAddresses(const ns3::Ptr<ns3::Node>& node, const ns3::Ptr<ns3::NetDevice>& device,
                  const socket_peer::GivenLink& link) {
  const auto ipv4 = node->GetObject<ns3::Ipv4>();
  const std::uint32_t index4 = ipv4->AddInterface(device);
  ipv4->AddAddress(index4, {ns3::Ipv4Address(link.ipv4.c_str()), ns3::Ipv4Mask("/24")});
  ipv4->SetUp(index4);
  const auto ipv6 = node->GetObject<ns3::Ipv6>();
  const std::uint32_t index6 = ipv6->AddInterface(device);
  ipv6->AddAddress(index6, {ns3::Ipv6Address(link.ipv6.c_str()), ns3::Ipv6Prefix(64)});
  ipv6->SetUp(index6);
}

}  // namespace

Ns3Node::Ns3Node(const socket_peer::GivenLink& link) {
  SetUpSimulation();
  node_ = ns3::CreateObject<ns3::Node>();
  const auto device = ns3::CreateObject<ns3::FdNetDevice>();
  device->SetFileDescriptor(link.descriptor);
  device->SetAddress(ns3::Mac48Address(kHardwareAddress));
  device->SetIsMulticast(true);
  node_->AddDevice(device);
  ns3::InternetStackHelper().Install(node_);
  AddAddresses(node_, device, link);
  std::promise<void> up;
  device->AddLinkChangeCallback(ns3::Callback<void>([&up] { up.set_value(); }));
  std::thread([] { ns3::Simulator::Run(); }).detach();
  up.get_future().wait();
}

socket_peer::CallResult Ns3Node::Perform(const Attempt& attempt) {
  std::promise<socket_peer::CallResult> outcome;
  const Waiting call{attempt, outcome};
  ns3::Simulator::ScheduleWithContext(node_->GetId(), ns3::Time(0), [this, call] {
    if (!Finish(call)) waiting_.push_back(call);
  });
  return outcome.get_future().get();
}

// Behind what ns-3 is doing now: it calls back in the middle of it.
void Ns3Node::Wake() {
  if (awake_) return;
  awake_ = true;
  ns3::Simulator::ScheduleNow(&Ns3Node::TryAgain, this);
}

bool Ns3Node::Finish(const Waiting& call) {
  const auto result = call.attempt();
  if (result) call.outcome.set_value(*result);
  return result.has_value();
}

void Ns3Node::TryAgain() {
  awake_ = false;
  waiting_.remove_if(Finish);
}

}  // namespace closespec::ns3_peer
