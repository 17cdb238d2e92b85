// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/design/Fit.h"
#include "core/design/methods/Fusion.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

namespace {

const std::string first = "0123456789abcdef", second = "fedcba9876543210";
const std::string twoRuns = "fusion:of=" + first + "+" + second;

std::string faultsOf(const std::string& design) {
    std::string faults;
    for (const Finding& finding : validate(parseDesign(design), BaseConfig()))
        faults += finding.fault ? finding.key + ": " + finding.sentence.text() + "\n" : "";
    return faults;
}

/// Why runs of these designs cannot be fused.
std::string faultsOfRuns(const std::string& one, const std::string& other, const std::string& keys = {}) {
    const Design fusion = parseDesign(twoRuns + keys);
    std::string faults;
    for (const Sentence& fault : fusionFaults(settingsOf<FusionSettings>(fusion),
                                              {{first, parseDesign(one)}, {second, parseDesign(other)}}, BaseConfig()))
        faults += fault.text() + "\n";
    return faults;
}

}  // namespace

TEST_CASE("A fusion has three matrices and two biases at every site, whatever it fuses") {
    const auto fusionOf = [](const std::string& keys) {
        return count(parseDesign(twoRuns + keys), BaseConfig(), 2, Pooling::Mean);
    };
    CHECK(fusionOf("").component("fusion") == 12L * (3 * 768 * 768 + 2 * 768));
    CHECK(fusionOf("").component("fusion") == 21'252'096);
    CHECK(fusionOf("").trained == 21'252'096 + 1538);
    CHECK(fusionOf(",sites=attention+ffn,layers=0-3").component("fusion") == 8L * 1'771'008);
    const Term term = fusionOf("").terms.front();
    CHECK(term.title == "12 fusions");
    CHECK(term.symbols == "3d² + 2d");
    CHECK(term.numbers == "3·768·768 + 2·768");
    CHECK(count(parseDesign("fusion"), BaseConfig(), 2, Pooling::Mean).trained == fusionOf("").trained);
}

TEST_CASE("The runs of a fusion are named by their ids in one order and belong to its text") {
    const Design design = parseDesign("fusion:of=" + second + "+" + first + ",regularization=0.1");
    CHECK(toText(design) == twoRuns + ",regularization=0.1");
    CHECK(fusedRuns(design) == std::vector<std::string>{first, second});
    CHECK(fusedRuns(parseDesign(twoRuns + " & bitfit")).size() == 2);
    CHECK(fusedRuns(parseDesign("pfeiffer")).empty());
    CHECK(toText(parseDesign("fusion:of=none")) == "fusion");
}

TEST_CASE("What is not the id of a run is refused with what is needed") {
    for (const char* wrong : {"0123", "0123456789ABCDEF", "0123456789abcdeg", "0123456789abcdef0"}) {
        CAPTURE(wrong);
        CHECK_THROWS_MATCHES(parseDesign("fusion:of=" + first + "+" + wrong), Error,
                             says(wrong) && says("16 hexadecimal digits"));
    }
    CHECK_THROWS_MATCHES(parseDesign("fusion:of=" + first + "+" + first), Error, says(first + " is named twice"));
}

TEST_CASE("A fusion needs two runs, a site, a layer of the base and a sensible regularisation") {
    CHECK(faultsOf(twoRuns).empty());
    CHECK_THAT(faultsOf("fusion"), Catch::Contains("of: ") && Catch::Contains("none is named"));
    CHECK_THAT(faultsOf("fusion:of=" + first), Catch::Contains("only one is named"));
    CHECK_THAT(faultsOf(twoRuns + ",sites=none"), Catch::Contains("sites: "));
    CHECK_THAT(faultsOf(twoRuns + ",layers=none"), Catch::Contains("layers: "));
    CHECK_THAT(faultsOf(twoRuns + ",layers=12"), Catch::Contains("names layer 12"));
    CHECK_THAT(faultsOf(twoRuns + ",regularization=-1"), Catch::Contains("regularization = -1"));
    CHECK_THAT(faultsOf(twoRuns + " & pfeiffer"), Catch::Contains("cannot be combined"));
    CHECK(faultsOf(twoRuns + " & bitfit").empty());
}

TEST_CASE("A search for designs offers no fusion, whose runs it does not know, and takes one that names them") {
    const auto fits = fit({100'000'000}, BaseConfig(), 2, Pooling::Mean, {});
    CHECK(std::none_of(fits.begin(), fits.end(), [](const Fit& each) { return each.design.name() == "fusion"; }));
    CHECK(fit({100'000'000}, BaseConfig(), 2, Pooling::Mean, {twoRuns}).size() == 1);
    CHECK_THROWS_MATCHES(fit({100'000'000}, BaseConfig(), 2, Pooling::Mean, {"fusion"}), Error, says("none is named"));
}

TEST_CASE("Adapters that differ in size and activation can be fused, and those that do not fit are named with why") {
    CHECK(faultsOfRuns("pfeiffer:m=8", "pfeiffer:m=64,activation=swish").empty());
    CHECK(
        faultsOfRuns("houlsby:layernorm=none", "adapter:m=4,layernorm=none,gating=on", ",sites=attention+ffn").empty());
    CHECK(faultsOfRuns("parallel", "parallel:m=8,scale=learned").empty());
    CHECK(faultsOfRuns("pfeiffer:layers=0-3", "pfeiffer:m=4,layers=0-3", ",layers=0-3").empty());
    CHECK(faultsOfRuns("pfeiffer:layers=0-11", "pfeiffer").empty());
    const auto refused = [](const std::string& one, const std::string& why) {
        CAPTURE(one, why);
        CHECK_THAT(faultsOfRuns(one, "pfeiffer"),
                   Catch::Contains(first + " (" + one + ")") && Catch::Contains(why) && !Catch::Contains(second));
    };
    refused("lora", "no bottleneck adapters");
    refused("pfeiffer & bitfit", "more than bottleneck adapters");
    refused("unipelt", "more than bottleneck adapters");
    refused("pfeiffer:layernorm=all", "LayerNorms");
    refused("adapter:sites=ffn,layernorm=none,skip=off", "do not simply add");
    refused("adapter:sites=ffn,layernorm=none,residual=sum", "do not simply add");
    refused("pfeiffer:sites=attention+ffn", "at other places");
    refused("pfeiffer:layers=1-11", "at other places");
    CHECK_THAT(faultsOfRuns("pfeiffer", "pfeiffer:original-layernorm=none"),
               Catch::Contains("read different states") && Catch::Contains(first) && Catch::Contains(second));
    CHECK_THAT(faultsOfRuns("pfeiffer", "parallel"), Catch::Contains("read different states"));
}
