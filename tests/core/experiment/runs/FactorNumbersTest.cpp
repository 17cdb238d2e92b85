// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/experiment/runs/FactorNumbers.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Texts = std::vector<std::string>;

struct Specs {
    std::vector<RunSpec> specs;
    Factors factors;

    explicit Specs(const Texts& designs) : factors({}) {
        for (const std::string& design : designs)
            specs.push_back(specOf(design));
        std::vector<const RunSpec*> pointers;
        for (const RunSpec& spec : specs)
            pointers.push_back(&spec);
        factors = Factors(pointers);
    }
};

}  // namespace

TEST_CASE("Factors have numbers where their values are numbers") {
    const Specs few({"houlsby:m=8", "houlsby:m=2,lr=3e-3", "houlsby:m=8,scale=learned", "head:lr=3e-3"});
    CHECK(numberOf(few.factors, 0, "m") == 8);
    CHECK(numberOf(few.factors, 1, "learning_rate") == 3e-3);
    CHECK(numberOf(few.factors, 0, "scale") == 1);
    CHECK_FALSE(numberOf(few.factors, 2, "scale"));
    CHECK_FALSE(numberOf(few.factors, 3, "m"));
    CHECK_FALSE(numberOf(few.factors, 0, "method"));
    CHECK_FALSE(numberOf(few.factors, 0, "colour"));
    CHECK(numericFactors(few.factors) == Texts{"m", "learning_rate"});
    CHECK_NOTHROW(requireNumeric(few.factors, 4, "m"));
    CHECK_NOTHROW(requireNumeric(few.factors, 4, "batch"));  // which does not vary
    CHECK_NOTHROW(requireNumeric(Factors({}), 0, "colour"));
    CHECK_THROWS_MATCHES(
        requireNumeric(few.factors, 4, "method"), Error,
        says("\"method\" is not a number that these runs have; the numbers that vary among them: m and "
             "learning_rate."));
    CHECK_THROWS_MATCHES(requireNumeric(Specs({"head"}).factors, 1, "m"), Error, says("vary among them: none."));
}

TEST_CASE("A label without a factor is shared by what differs only in it") {
    const Specs runs({"houlsby:m=8", "houlsby:m=2", "houlsby:m=8,lr=3e-3", "houlsby:m=2,lr=3e-3"});
    CHECK(runs.factors.label(2) == "m=8, lr 3e-3");
    CHECK(runs.factors.labelWithout(2, "m") == "lr 3e-3");
    CHECK(runs.factors.labelWithout(3, "m") == "lr 3e-3");
    CHECK(runs.factors.labelWithout(0, "learning_rate") == "m=8");
    const Specs sizes({"houlsby:m=8", "houlsby:m=2", "head"});
    CHECK(sizes.factors.labelWithout(0, "m") == "houlsby");
    CHECK(sizes.factors.labelWithout(2, "m") == "head");
    CHECK(Specs({"houlsby:m=8", "houlsby:m=2"}).factors.labelWithout(0, "m") == "houlsby");
}
