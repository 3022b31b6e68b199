// Each fault alters the call that it is about: the same script, without and with it.

#include "harness/qualify/faults/fault_table.h"

#include <gtest/gtest.h>

#include "harness/qualify/faults/fault_script.h"

namespace closespec::faults {
namespace {

class Fault : public ::testing::TestWithParam<Contrast> {};

TEST_P(Fault, AltersWhatItIsAbout) {
  EXPECT_EQ(FaultyPeers("").Run(GetParam().script), GetParam().sound);
  EXPECT_EQ(FaultyPeers(GetParam().fault).Run(GetParam().script), GetParam().faulty);
}

INSTANTIATE_TEST_SUITE_P(Each, Fault, ::testing::ValuesIn(kContrasts),
                         [](const auto& instance) { return std::string(instance.param.fault); });

}  // namespace
}  // namespace closespec::faults
