// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/CommandLinePhrasing.h"
#include "core/common/SentenceJson.h"
#include "tests/support/AnySentence.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

/// Shows all of a setting, so that sentences that read the same here read the same to every client.
class Bared : public Phrasing {
public:
    std::string phrase(const NamedSetting& setting) const override {
        return '<' + CommandLinePhrasing().phrase({setting.setting}) + '|' +
               std::to_string(static_cast<int>(setting.as)) + '|' + setting.value + '>';
    }
    std::string afterword(const std::vector<NamedSetting>& settings) const override {
        return " (" + std::to_string(settings.size()) + ')';
    }
};

std::string bared(const Sentence& sentence) {
    return sentence.phrased(Bared());
}

json argumentsOf(json argument) {
    return {{"pattern", "Give {}."}, {"arguments", json::array({std::move(argument)})}};
}

json nested(int levels) {
    json sentence = "a";
    for (int level = 0; level < levels; ++level)
        sentence = argumentsOf(std::move(sentence));
    return sentence;
}

json listOf(std::size_t arguments) {
    std::string pattern;
    for (std::size_t i = 0; i < arguments; ++i)
        pattern += "{}";
    return {{"pattern", pattern}, {"arguments", std::vector<std::string>(arguments, "a")}};
}

json settingWith(const char* key, json value) {
    json setting = {{"setting", "--header"}, {"as", "name"}, {"value", ""}};
    setting[key] = std::move(value);
    return argumentsOf(std::move(setting));
}

}  // namespace

TEST_CASE("Every sentence comes back from its JSON with all that clients phrase") {
    checkProperty([] {
        const Sentence sentence = anySentence();
        const json sent = json::parse(toJson(sentence).dump());
        const std::optional<Sentence> back = sentenceFromJson(sent);
        RC_ASSERT(back.has_value());
        RC_ASSERT(back->text() == sentence.text());
        RC_ASSERT(bared(*back) == bared(sentence));
        RC_ASSERT(back->namesSetting() == sentence.namesSetting());
        RC_ASSERT(toJson(*back) == sent);
        RC_ASSERT(bared(sentenceSaying(sentence.text(), &sent)) == bared(sentence));
    });
}

TEST_CASE("The JSON of a sentence is its pattern and its arguments and that of words is a text") {
    CHECK(toJson(Sentence("{} has no {}.{}", "t.csv", givenAs(Setting::LabelColumn, "mood"),
                          Sentence(" See {}.", Setting::Header))) == json::parse(R"({"pattern": "{} has no {}.{}",
                          "arguments": ["t.csv", {"setting": "--label-column", "as": "given", "value": "mood"},
                                        {"pattern": " See {}.",
                                         "arguments": [{"setting": "--header", "as": "name", "value": ""}]}]})"));
    CHECK(toJson(Sentence("{} and {{")) == "{} and {{");
    CHECK(sentenceFromJson("{} and {{")->text() == "{} and {{");
    CHECK(toJson(Sentence()) == json(""));
    const Sentence key("Write {}.", NamedKey{"head", "Train the head", "on"});
    CHECK(toJson(key) == json::parse(R"({"pattern": "Write {}.", "arguments": ["head=on"]})"));
    CHECK_FALSE(key.namesSetting());
    CHECK(toJson(Sentence("It has {}.", Counted{2, "row"}))["arguments"] == json::parse(R"(["2 rows"])"));
}

TEST_CASE("Whether clients phrase a sentence differently depends on the settings in it") {
    CHECK_FALSE(Sentence().namesSetting());
    CHECK_FALSE(Sentence("Give --header.").namesSetting());
    CHECK_FALSE(Sentence("{}{}", 3, Sentence("{}", "--header")).namesSetting());
    CHECK(Sentence("{}{}", 3, Sentence("{}", Setting::Header)).namesSetting());
}

TEST_CASE("JSON that no program writes for a sentence is not read") {
    const json fine = argumentsOf({{"setting", "--header"}, {"as", "name"}, {"value", ""}});
    REQUIRE(sentenceFromJson(fine));
    REQUIRE(sentenceFromJson(nested(16)));
    REQUIRE(sentenceFromJson(listOf(4096)));
    std::vector<json> bad = {json(), 3, json::array(), json::array({"a"}), json::object()};
    for (const char* text : {
             R"({"pattern": "a"})",
             R"({"arguments": ["a"]})",
             R"({"pattern": 3, "arguments": ["a"]})",
             R"({"pattern": "{}", "arguments": "a"})",
             R"({"pattern": "{}", "arguments": {"a": "a"}})",
             R"({"pattern": "", "arguments": []})",
             R"({"pattern": "{} {}", "arguments": ["a"]})",
             R"({"pattern": "{}", "arguments": ["a", "b"]})",
             R"({"pattern": "{:>2000000000}", "arguments": ["a"]})",
             R"({"pattern": "{0}", "arguments": ["a"]})",
             R"({"pattern": "{0}{0}", "arguments": ["a", "b"]})",
             R"({"pattern": "{}{", "arguments": ["a"]})",
         })
        bad.push_back(json::parse(text));
    for (const json& argument : {json(3), json(), json::array({"a"}), json::object(), json({{"setting", "--header"}})})
        bad.push_back(argumentsOf(argument));
    for (const char* key : {"setting", "as", "value"})
        for (const json& value : {json(3), json(), json::array()})
            bad.push_back(settingWith(key, value));
    bad.push_back(settingWith("setting", "--nothing"));
    bad.push_back(settingWith("as", "shouted"));
    bad.push_back(nested(17));
    bad.push_back(nested(1000));
    bad.push_back(listOf(4097));
    bad.push_back(argumentsOf(listOf(4096)));
    bad.push_back(argumentsOf(std::string(300'000, 'a')));
    bad.push_back(settingWith("value", std::string(300'000, 'a')));
    for (const json& each : bad) {
        CAPTURE(each.dump().substr(0, 200));
        CHECK_FALSE(sentenceFromJson(each));
        CHECK(bared(sentenceSaying("Give --header.", &each)) == "Give --header.");
    }
    CHECK(bared(sentenceSaying("Give --header.", &fine)) == "Give <--header|0|>. (1)");
}

TEST_CASE("What a sentence consists of is beside its text only if that is not all") {
    const Sentence sentence("Give {}.", Setting::Header);
    json object = {{"message", sentence.text()}}, plain = object;
    addParts(plain, "Give --header.");
    CHECK(plain == json{{"message", "Give --header."}});
    addParts(object, sentence);
    CHECK(object["sentence"] == toJson(sentence));
    CHECK(bared(sentenceIn(object, "Give --header.")) == bared(sentence));
    CHECK(bared(sentenceIn(object, "Give --quotes.")) == "Give --quotes.");
    CHECK(bared(sentenceIn(json(), "Give --header.")) == "Give --header.");
}

TEST_CASE("JSON that reads otherwise than the text beside it does not replace the text") {
    const json other = toJson(Sentence("Give {}.", Setting::Quotes));
    CHECK(bared(sentenceSaying("Give --header.", &other)) == "Give --header.");
    const json words = "Give --quotes.";
    CHECK(bared(sentenceSaying("Give --header.", &words)) == "Give --header.");
    CHECK(bared(sentenceSaying("Give --header.", nullptr)) == "Give --header.");
}
