// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/SentenceJson.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/common/CommandLinePhrasing.h"
#include "core/common/JsonValue.h"

namespace adapterscope {
namespace {

constexpr auto partsKey = "sentence";
constexpr std::array<std::string_view, 6> asTexts = {"name", "given", "means", "left-out", "which-file", "no-file"};

std::string nameIn(const NamedSetting& setting) {
    return CommandLinePhrasing().phrase({setting.setting});
}

nlohmann::json settingJson(const NamedSetting& setting) {
    return {{"setting", nameIn(setting)},
            {"as", asTexts.at(static_cast<std::size_t>(setting.as))},
            {"value", setting.value}};
}

std::optional<NamedSetting> settingFromJson(const nlohmann::json& json) {
    const auto textAt = [&json](const char* key) {
        const nlohmann::json* field = fieldIfAny(json, key);
        return field ? jsonIf<std::string>(*field) : std::nullopt;
    };
    const auto name = textAt("setting"), as = textAt("as"), value = textAt("value");
    if (!name || !as || !value)
        return std::nullopt;
    const auto setting =
        std::find_if(allSettings.begin(), allSettings.end(), [&](Setting s) { return nameIn({s}) == *name; });
    const auto asText = std::find(asTexts.begin(), asTexts.end(), *as);
    if (setting == allSettings.end() || asText == asTexts.end())
        return std::nullopt;
    return NamedSetting{*setting, static_cast<NamedSetting::As>(asText - asTexts.begin()), *value};
}

/// Each level phrases those below it once more, so what comes from outside is limited.
class SentenceReader {
public:
    std::optional<Sentence> sentence(const nlohmann::json& json, int depth = 0) {
        const nlohmann::json *pattern = fieldIfAny(json, "pattern"), *list = fieldIfAny(json, "arguments");
        if (!pattern || !pattern->is_string() || !list || !list->is_array() || list->empty() || depth == deepest)
            return std::nullopt;
        auto text = pattern->get<std::string>();
        m_bytes += text.size();
        m_arguments += list->size();
        if (m_arguments > mostArguments || placeholdersIn(text) != list->size())
            return std::nullopt;
        std::vector<Argument> arguments;
        for (const nlohmann::json& each : *list) {
            std::optional<Argument> read = argument(each, depth);
            if (!read || m_bytes > mostBytes)
                return std::nullopt;
            arguments.push_back(*std::move(read));
        }
        return Sentence(std::move(text), std::move(arguments));
    }

private:
    static constexpr int deepest = 16;
    static constexpr std::size_t mostArguments = 4096, mostBytes = std::size_t{256} << 10;

    std::optional<Argument> argument(const nlohmann::json& json, int depth) {
        if (const auto text = jsonIf<std::string>(json)) {
            m_bytes += text->size();
            return Argument(*text);
        }
        if (const auto setting = settingFromJson(json)) {
            m_bytes += setting->value.size();
            return Argument(*setting);
        }
        const std::optional<Sentence> part = sentence(json, depth + 1);
        return part ? std::optional<Argument>(*part) : std::nullopt;
    }

    std::size_t m_arguments = 0, m_bytes = 0;
};

}  // namespace

nlohmann::json toJson(const Sentence& sentence) {
    if (sentence.arguments().empty())
        return sentence.text();
    nlohmann::json arguments = nlohmann::json::array();
    for (const Argument& argument : sentence.arguments()) {
        if (const auto* text = std::get_if<std::string>(&argument.value()))
            arguments.push_back(*text);
        else if (const auto* setting = std::get_if<NamedSetting>(&argument.value()))
            arguments.push_back(settingJson(*setting));
        else if (const auto* key = std::get_if<NamedKey>(&argument.value()))
            arguments.push_back(CommandLinePhrasing().phraseKey(*key));
        else if (const auto* count = std::get_if<Counted>(&argument.value()))
            arguments.push_back(count->text());
        else
            arguments.push_back(toJson(std::get<Sentence>(argument.value())));
    }
    return {{"pattern", sentence.pattern()}, {"arguments", std::move(arguments)}};
}

std::optional<Sentence> sentenceFromJson(const nlohmann::json& json) {
    if (auto text = jsonIf<std::string>(json))
        return Sentence(*std::move(text));
    return SentenceReader().sentence(json);
}

Sentence sentenceSaying(const Sentence& said, const nlohmann::json* json) {
    const std::optional<Sentence> sentence = json ? sentenceFromJson(*json) : std::nullopt;
    return sentence && *sentence == said ? *sentence : said;
}

void addParts(nlohmann::json& object, const Sentence& sentence) {
    if (nlohmann::json parts = toJson(sentence); parts.is_object())
        object[partsKey] = std::move(parts);
}

Sentence sentenceIn(const nlohmann::json& object, const Sentence& said) {
    return sentenceSaying(said, fieldIfAny(object, partsKey));
}

}  // namespace adapterscope
