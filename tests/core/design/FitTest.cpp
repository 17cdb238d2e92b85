// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/common/Error.h"
#include "core/design/Fit.h"
#include "core/design/Methods.h"
#include "core/design/methods/Adapter.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

namespace {

const BaseConfig bertBase;

std::vector<Fit> fitted(std::int64_t budget, const std::vector<std::string>& names = {}) {
    return fit({budget}, bertBase, 2, Pooling::Pooler, names);
}

/// The method's design with its own sites on all layers.
const Fit* plain(const std::vector<Fit>& fits, const std::string& name) {
    for (const auto& found : fits)
        if (found.design.name() == name && toText(found.design).find("sites") == std::string::npos &&
            toText(found.design).find("layers") == std::string::npos)
            return &found;
    return nullptr;
}

}  // namespace

TEST_CASE("The published Houlsby design is found from its own budget") {
    const auto fits = fitted(2419202, {"houlsby"});
    REQUIRE_FALSE(fits.empty());
    CHECK(toText(fits.front().design) == "houlsby");
    CHECK(fits.front().budget.trained == 2419202);

    const auto below = fitted(2419201, {"houlsby"});
    REQUIRE(plain(below, "houlsby"));
    CHECK(toText(plain(below, "houlsby")->design) == "houlsby:m=63");
}

TEST_CASE("Fits are listed closest first and none is above the budget") {
    for (const std::int64_t budget : {2000, 60000, 1000000, 8000000, 200000000}) {
        CAPTURE(budget);
        const auto fits = fitted(budget);
        REQUIRE_FALSE(fits.empty());
        std::set<std::string> texts;
        for (std::size_t i = 0; i < fits.size(); ++i) {
            CHECK(fits[i].budget.trained <= budget);
            CHECK(fits[i].budget.trained == count(fits[i].design, bertBase, 2, Pooling::Pooler).trained);
            CHECK((i == 0 || fits[i - 1].budget.trained >= fits[i].budget.trained));
            CHECK(texts.insert(toText(fits[i].design)).second);
        }
    }
}

TEST_CASE("The closest of each method can come before all others, and none is lost") {
    const auto fits = fitted(1000000);
    const auto sorted = withEachMethodFirst(fits);
    std::set<std::string> methods, before, after;
    for (const Fit& each : fits) {
        methods.insert(each.design.name());
        before.insert(toText(each.design));
    }
    REQUIRE(methods.size() < fits.size());
    for (const Fit& each : sorted) {
        after.insert(toText(each.design));
        if (!methods.empty())
            CHECK(methods.erase(each.design.name()) == 1);
    }
    CHECK(after == before);
    CHECK(sorted.size() == fits.size());
}

TEST_CASE("The largest size that fits is taken") {
    for (const auto& found : fitted(1500000, {"houlsby", "pfeiffer", "parallel"})) {
        CAPTURE(toText(found.design));
        Design larger = found.design;
        auto& adapter = settingsOf<AdapterSettings>(larger);
        CHECK(adapter.m <= bertBase.hidden);
        if (adapter.m == bertBase.hidden)
            continue;
        ++adapter.m;
        CHECK(count(larger, bertBase, 2, Pooling::Pooler).trained > 1500000);
    }
}

TEST_CASE("A tiny budget leaves the head and a huge one holds everything") {
    const auto tiny = fitted(1538);
    REQUIRE(tiny.size() == 1);
    CHECK(toText(tiny.front().design) == "head");
    CHECK(fitted(1537).empty());
    const auto huge = fitted(1000000000);
    CHECK(toText(huge.front().design) == "full");
    CHECK(std::any_of(huge.begin(), huge.end(), [](const Fit& found) { return toText(found.design) == "top:k=12"; }));
}

TEST_CASE("A whole design keeps its settings and only its size is searched") {
    const auto fits = fitted(500000, {"houlsby:layernorm=none,sites=ffn"});
    REQUIRE(fits.size() == 1);
    CHECK(toText(fits.front().design) == "houlsby:m=26,sites=ffn,layernorm=none");  // 12 (2m 768 + 768 + m) + 1538
    CHECK(fits.front().budget.trained == 12 * (26 * 1537 + 768) + 1538);
    CHECK_THROWS_MATCHES(fitted(500000, {"hulsby"}), Error, says("hulsby"));
}

TEST_CASE("Of a union each part in turn is given its largest size") {
    const std::int64_t prefixes = 12LL * 2 * 10 * 768, units = 2 * 768 + 1;
    const std::string prefix = "prefix:length=10,hidden=0";
    const auto fits = fitted(1538 + prefixes + 12 * (20 * units + 768), {prefix + " & pfeiffer:m=16"});
    REQUIRE(fits.size() == 2);
    CHECK(toText(fits[0].design) == prefix + " & pfeiffer:m=20");
    CHECK(toText(fits[1].design) == "prefix:length=14,hidden=0 & pfeiffer:m=16");  // 4 units and 4 keys and values

    // Only a smaller adapter makes room for the prefix.
    const auto smaller = fitted(1538 + prefixes + 12 * (3 * units + 768), {prefix + " & pfeiffer"});
    REQUIRE(smaller.size() == 1);
    CHECK(toText(smaller.front().design) == prefix + " & pfeiffer:m=3");

    CHECK(toText(fitted(1000000, {"bitfit & lora"}).front().design).find("bitfit & lora:r=") == 0);
    CHECK(fitted(1000000, {"bitfit & invertible"}).size() == 1);
    const auto largest = largestFit(parseDesign("bitfit & lora"), {1000000}, bertBase, 2, Pooling::Pooler);
    REQUIRE(largest);
    CHECK(toText(largest->design) == toText(fitted(1000000, {"bitfit & lora"}).front().design));
}

TEST_CASE("What does not fit is named with the budget and, of a union, what would make it fit") {
    CHECK(doesNotFit("lora:r=3", {60000, true}).text() == "lora:r=3 does not fit into 60.0 kB.");
    CHECK(doesNotFit("prefix & lora", {20000}).text() ==
          "prefix & lora does not fit into 20,000 trained parameters, whichever part's size is lowered; write smaller "
          "sizes of the others.");
}

TEST_CASE("A ladder is given the widest multiple of the base's heads") {
    CHECK(toText(fitted(1000000, {"ladder"}).front().design) == "ladder");  // of 48: 856,764 and the head
    CHECK(toText(fitted(1200000, {"ladder"}).front().design) == "ladder:m=60");
    CHECK(toText(fitted(200000000, {"ladder"}).front().design) == "ladder:m=756");
    CHECK(fitted(100000, {"ladder"}).empty());
}

TEST_CASE("Unions with names of their own are told apart") {
    CHECK(fitted(100000000, {"mam", "unipelt"}).size() == 2);
}

TEST_CASE("No size that is worth a remark is proposed") {
    for (const std::int64_t budget : {1000000, 8000000, 200000000})
        for (const auto& found : fitted(budget)) {
            CAPTURE(toText(found.design));
            const std::string& size = methodOf(found.design).sizeKey;
            for (const Finding& finding : validate(found.design, bertBase))
                CHECK((size.empty() || finding.key != size));
        }
    CHECK(toText(fitted(200000000, {"compacter"}).front().design) == "compacter:m=768");
    CHECK(toText(fitted(200000000, {"prompt"}).front().design) == "prompt:length=512");
    CHECK(toText(fitted(200000000, {"prefix:hidden=0"}).front().design) == "prefix:length=512,hidden=0");
}

TEST_CASE("A budget that separates thousands by points or decimals by a comma is not misread") {
    const auto refused = [](const char* text, const char* why) {
        CAPTURE(text);
        CHECK_THROWS_MATCHES(budgetFromText(text, bertBase, Pooling::Pooler), Error, says(why));
    };
    refused("50.000", "'50.000' reads as 50 parameters");
    refused("1,5%", "In '1,5%' the comma does not separate thousands");
    refused("50,00", "In '50,00' the comma does not");
    CHECK(budgetFromText("1,500.5 kB", bertBase, Pooling::Pooler).number == 1500500);
    CHECK(budgetFromText("1.500 MB", bertBase, Pooling::Pooler).number == 1500000);
}

TEST_CASE("A budget is a number of parameters, a share of the base or a size") {
    const auto read = [](const std::string& text, Pooling pooling = Pooling::Pooler) {
        const BudgetLimit limit = budgetFromText(text, bertBase, pooling);
        return std::pair(limit.number, limit.isOfBytes);
    };
    for (const char* text : {"100000", "100,000", " 1e5 ", "100k", "100 k", "0.1M"}) {
        CAPTURE(text);
        CHECK(read(text) == std::pair<std::int64_t, bool>(100000, false));
    }
    CHECK(read("2%").first == 2189644);
    CHECK(read(" 0.5 % ", Pooling::Mean).first == (109482240 - 590592) / 200);
    CHECK(read("400 kB") == std::pair<std::int64_t, bool>(400000, true));
    CHECK(read("400KB") == std::pair<std::int64_t, bool>(400000, true));
    CHECK(read("1.5MB") == std::pair<std::int64_t, bool>(1500000, true));
    CHECK(read("2 MiB") == std::pair<std::int64_t, bool>(2097152, true));
    for (const std::string text : {"", "%", "-3", "0", "0%", "0 kB", "many", "nan", "1e99", "kB", "3 TB", "2%%"}) {
        CAPTURE(text);
        CHECK_THROWS_MATCHES(budgetFromText(text, bertBase, Pooling::Pooler), Error,
                             says("'" + text + "' is not a budget"));
    }
    // A share without its sign.
    CHECK_THROWS_MATCHES(budgetFromText("0.5", bertBase, Pooling::Pooler), Error, says("write 0.5% for that share"));
}

TEST_CASE("A budget in bytes is one of what is stored") {
    // An MLP that computes a prefix is trained and then left out.
    const std::vector<Fit> fits = fit({3000000, true}, bertBase, 2, Pooling::Pooler, {"prefix", "houlsby"});
    REQUIRE(fits.size() > 1);
    for (std::size_t i = 0; i < fits.size(); ++i) {
        CHECK(fits[i].budget.bytes <= 3000000);
        CHECK((i == 0 || fits[i - 1].budget.bytes >= fits[i].budget.bytes));
    }
    CHECK(std::any_of(fits.begin(), fits.end(), [](const Fit& found) {
        return found.design.name() == "prefix" && found.budget.trained * 4 > 3000000;
    }));
}

TEST_CASE("A design that no size makes valid for the base is refused and not left out") {
    for (const auto& [design, named] :
         {std::pair("houlsby:layers=12", "layers=12"), std::pair("houlsby:sigma=-1", "sigma"),
          std::pair("head:head=off", "head=off"), std::pair("full:lr=0", "lr")})
        CHECK_THROWS_MATCHES(fitted(500000, {design}), Error, says(named));
}
