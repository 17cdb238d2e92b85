// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <type_traits>

#include "core/common/CommandLinePhrasing.h"
#include "core/common/Error.h"
#include "tests/support/MarkedSettings.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

/// Shows what a sentence consists of.
class Shown : public test::MarkedSettings {
public:
    Shown() : MarkedSettings("<", ">") {}
    std::string afterword(const std::vector<NamedSetting>& settings) const override {
        return " (" + std::to_string(settings.size()) + " settings)";
    }
};

}  // namespace

TEST_CASE("A sentence puts its arguments into its pattern") {
    const Sentence sentence("{} of the {} rows weigh {}: {{{}}}.", std::size_t{2}, -3, 0.1, std::string("x"));
    CHECK(sentence.text() == "2 of the -3 rows weigh 0.1: {x}.");
    CHECK(sentence.phrased(Shown()) == sentence.text());
}

TEST_CASE("Sentences have numbers as designs have them") {
    CHECK(Sentence("{}, {} and {}", 1e-7, 1e20, 4.0).text() == "1e-7, 1e20 and 4");
}

TEST_CASE("A sentence without arguments is text, braces and all") {
    CHECK(Sentence("{} and {{").text() == "{} and {{");
    CHECK(Sentence(std::string("{0}")).phrased(Shown()) == "{0}");
}

TEST_CASE("A sentence without words can be made when memory has run out") {
    STATIC_REQUIRE(std::is_nothrow_default_constructible_v<Sentence>);
    CHECK(Sentence().empty());
    CHECK(Sentence() == Sentence(""));
}

TEST_CASE("A sentence within another is phrased with it, and one afterword follows the whole") {
    const Sentence hint(" Give {}.", setTo(Setting::Header, "yes"));
    const Sentence whole("{} has no column {}.{}", "t.csv", givenAs(Setting::LabelColumn, "mood"), hint);
    CHECK(whole.text() == "t.csv has no column --label-column \"mood\". Give --header yes.");
    CHECK(whole.phrased(Shown()) == "t.csv has no column <--label-column \"mood\">. Give <--header yes>. (2 settings)");
}

TEST_CASE("A key of a design is named as in a design's text, or by its label") {
    class Labels : public CommandLinePhrasing {
    public:
        std::string phraseKey(const NamedKey& key) const override { return '<' + key.label + ' ' + key.value + '>'; }
    };
    const Sentence sentence("{} = 0 needs {}.", NamedKey{"m", "Size"}, NamedKey{"form", "Form", "parallel"});
    CHECK(sentence.text() == "m = 0 needs form=parallel.");
    CHECK(sentence.phrased(Labels()) == "<Size > = 0 needs <Form parallel>.");
}

TEST_CASE("A count has its number's form, which a client may choose for itself") {
    class Dozens : public CommandLinePhrasing {
    public:
        std::string phraseCount(const Counted& count) const override {
            return std::to_string(count.number / 12) + " dozen " + count.many;
        }
    };
    const auto left = [](int number) { return Sentence("{} left out.", Counted{number, "row was", "rows were"}); };
    CHECK(left(1).text() == "1 row was left out.");
    CHECK(left(2400).text() == "2,400 rows were left out.");
    CHECK(left(2400).phrased(Dozens()) == "200 dozen rows were left out.");
    CHECK(Sentence("The base has {}.", Counted{2, "layer"}).text() == "The base has 2 layers.");
}

TEST_CASE("Sentences are joined to one that each client phrases") {
    const std::vector<Sentence> faults = {"It is {}.", {"Give {}.", Setting::Header}};
    CHECK(joined(faults, "\n").text() == "It is {}.\nGive --header.");
    CHECK(joined(faults, " ").phrased(Shown()) == "It is {}. Give <--header>. (1 settings)");
    CHECK(joined({}, " ").empty());
}

TEST_CASE("A pattern that is not a literal may take its arguments in another order") {
    CHECK(Sentence("{1} vor {0}", {Setting::Header, "Kopf"}).text() == "Kopf vor --header");
}

TEST_CASE("An Error keeps its sentence and has the command line's words") {
    const Error error("{}: give {}.", "t.csv", Setting::Separator);
    CHECK(error.what() == std::string("t.csv: give --separator."));
    CHECK(error.sentence().phrased(Shown()) == "t.csv: give <--separator>. (1 settings)");
    CHECK(error.kind() == ErrorKind::Input);
    CHECK(Error(Sentence("{}", 1), ErrorKind::Usage).kind() == ErrorKind::Usage);
}
