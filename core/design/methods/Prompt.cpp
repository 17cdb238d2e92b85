// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Prompt.h"

#include <fmt/format.h>

#include "core/common/Quantity.h"
#include "core/design/Keys.h"
#include "core/design/QuotedText.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

constexpr int longestPrompt = 10000;

std::vector<Term> addedByPrompt(const Part& part, const BaseConfig& base, Pooling) {
    const std::int64_t p = settingsOf<PromptSettings>(part).length, d = base.hidden;
    return {termOf("prompt", "prompt of " + counted(p, "token"), {{"pd", fmt::format("{}·{}", p, d), p * d}})};
}

/// Of p more tokens in the products of every layer, and of attention among n + p tokens instead of n, 2d for each pair:
/// shared by the n tokens of a text, to the nearest whole number.
std::int64_t multiplyAddsOfPrompt(const Part& part, const BaseConfig& base, Pooling) {
    const std::int64_t p = settingsOf<PromptSettings>(part).length, n = assumedTokens;
    const std::int64_t products = entriesOf(
        factsWhere(base, [](const TensorFact& fact) { return fact.layer >= 0 && fact.kind == TensorKind::Matrix; }));
    const std::int64_t attention = std::int64_t{2} * base.hidden * base.layers * ((n + p) * (n + p) - n * n);
    return (p * products + attention + n / 2) / n;
}

std::vector<std::string> placesOfPrompt(const Part&, const BaseConfig&) {
    return {"a prompt"};
}

const Words<PromptSettings::Init>& startWords() {
    static const Words<PromptSettings::Init> words = {{"vocabulary", PromptSettings::Init::Vocabulary},
                                                      {"random", PromptSettings::Init::Random}};
    return words;
}

/// Sets how a prompt starts from one of the words, or from a text in quotation marks.
void readStart(PromptSettings& settings, const std::string& value) {
    if (isInQuotes(value)) {
        settings.text = readingKey("init", value, withoutQuotes);
        settings.init = PromptSettings::Init::Text;
        return;
    }
    const auto start = meaningOf(startWords(), value);
    if (start) {
        settings.init = *start;
        settings.text.clear();
        return;
    }
    const std::vector<std::string> choices = namesIn(startWords());
    throw Error("init={}: '{}' is not a choice; write {}, or a text in quotation marks.{}", value, value,
                listed(choices), suggestion(value, choices));
}

KeyInfo startKey() {
    KeyInfo key = describedKey(
        {"init", "Starts as",
         "vocabulary: as words drawn at random, which does better on small models than random: numbers drawn uniformly "
         "within 0.5; a text in quotation marks: as its tokens, repeated or cut to the length (Lester et al. 2021, "
         "section 3.2, start prompts as the labels' words)."},
        KeyKind::WordOrText);
    key.choices = namesIn(startWords());
    overPart(
        key,
        [](const Part& part) {
            const auto& settings = settingsOf<PromptSettings>(part);
            return settings.init == PromptSettings::Init::Text ? quotedText(settings.text)
                                                               : wordOf(startWords(), settings.init);
        },
        [](Part& part, const std::string& value) { readStart(settingsOf<PromptSettings>(part), value); });
    return key;
}

void checkPrompt(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& settings = settingsOf<PromptSettings>(part);
    PartFindings findings(part, all);
    const NamedKey length = findings.key("length");
    if (settings.length < 1 || settings.length > longestPrompt)
        findings.fault("length", {"{} = {}: write the number of trained tokens, from 1 to {}.", length, settings.length,
                                  longestPrompt});
    else if (base && settings.entry == PromptSettings::Entry::Words && settings.length > base->positions - 3)
        findings.fault("length",
                       {"{} = {}: the base has only {} positions, so next to nothing is left for the text. Write a "
                        "smaller {}, or {}, which takes no positions.",
                        length, settings.length, base->positions, length, findings.key("entry", "states")});
    else if (base && settings.length > base->positions)
        findings.remark("length", {"{} = {}: the prompt is longer than any text of this base, which has {} positions.",
                                   length, settings.length, base->positions});
    if (settings.init == PromptSettings::Init::Text && trimmed(settings.text).empty())
        findings.fault("init", {"{}: the text is empty; write what the prompt is to start as, such as {}.",
                                findings.key("init", quotedText(settings.text)),
                                findings.key("init", "\"classify the sentiment\"")});
}

}  // namespace

MethodInfo promptMethod() {
    using Entry = PromptSettings::Entry;
    using Place = PromptSettings::Place;
    MethodInfo method;
    method.name = "prompt";
    method.title = "Prompt tuning";
    method.summary =
        "Trained tokens join those of the text, and the head is trained: few parameters, however many layers "
        "the base has; as good as full fine-tuning only on very large models (Lester et al. 2021).";
    method.look = {"prompt tuning", Hue::Sky, Marker::TriangleDown, Stroke::DashDot};
    // Lester et al. 2021 take 0.3 at a constant rate, and so do Liu et al. 2022; with a schedule less is enough.
    method.learningRate = 1e-1;
    method.defaults.parts = {{"prompt", PromptSettings()}};
    method.keys = {
        integerKey({"length", "Length", "How many trained tokens there are (Lester et al. 2021, section 3.2)."},
                   &PromptSettings::length, 1, longestPrompt),
        choiceKey<PromptSettings, Entry>(
            {"entry", "Enters as",
             "states: the prompt joins the texts after the embeddings' LayerNorm and takes no positions, as in "
             "AdapterHub; words: it joins the word embeddings, takes the positions 0 to p - 1 and passes the "
             "LayerNorm, as in PEFT (Lester et al. 2021 prompt a model without either)."},
            &PromptSettings::entry, {{"states", Entry::States}, {"words", Entry::Words}}),
        choiceKey<PromptSettings, Place>({"place", "Place",
                                          "start: before the text, so that pooling cls reads the prompt's first token "
                                          "(Lester et al. 2021); after-first: after the text's first token."},
                                         &PromptSettings::place,
                                         {{"start", Place::Start}, {"after-first", Place::AfterFirst}}),
        startKey()};
    method.added = addedByPrompt;
    method.multiplyAdds = multiplyAddsOfPrompt;
    method.components = {{"prompt", "Prompt"}};
    method.places = placesOfPrompt;
    method.marks = [](const Part& part) -> std::vector<Mark> {
        const auto& settings = settingsOf<PromptSettings>(part);
        const bool isWords = settings.entry == PromptSettings::Entry::Words;
        return {{isWords ? Mark::Place::Words : Mark::Place::States, fmt::format("prompt {}", settings.length),
                 fmt::format("Prompt: {} {}, {}.", counted(settings.length, "trained token"),
                             settings.place == PromptSettings::Place::Start ? "before the text"
                                                                            : "after the text's first token",
                             isWords ? "as words" : "as hidden states after the embeddings' LayerNorm"),
                 "prompt"}};
    };
    method.positions = [](const Part& part) {
        const auto& settings = settingsOf<PromptSettings>(part);
        return settings.entry == PromptSettings::Entry::Words ? settings.length : 0;
    };
    method.fewerPositions = [](const Part& part) -> Sentence {
        return {"a shorter prompt, or {}, which takes none", namedKey(part, "entry", "states")};
    };
    method.texts = [](const Part& part) {
        const auto& settings = settingsOf<PromptSettings>(part);
        return settings.init == PromptSettings::Init::Text ? std::vector{settings.text} : std::vector<std::string>();
    };
    method.check = checkPrompt;
    method.sizeKey = "length";
    return method;
}

}  // namespace adapterscope
