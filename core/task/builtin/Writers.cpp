// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/builtin/Writers.h"

#include "core/task/builtin/SourceTexts.h"

namespace adapterscope::builtin {

namespace {

// In percent. If two features matter only together and both are balanced, a small base cannot start to learn.
constexpr std::size_t mostlySingular = 85;
constexpr const char* numbers[] = {"singular", "plural"};

const std::vector<std::string>& domains() {
    static const std::vector<std::string> all = {"food", "law", "medicine", "music", "sea"};
    return all;
}

/// Which lists give the opinion words of a text that praises or blames.
Names opinionNames(bool positive) {
    const std::string side = positive ? "positive" : "negative";
    const std::string contrary = positive ? "negative" : "positive";
    return {{"quality", side + "-adjective"},
            {"verdict", side + "-verdict"},
            {"feeling", side + "-feeling"},
            {"contrary", contrary + "-adjective"},
            {"contrary-verdict", contrary + "-verdict"}};
}

std::string otherDomain(const std::string& domain, PortableRandom& random) {
    std::string other = domain;
    while (other == domain)
        other = domains()[random.below(domains().size())];
    return other;
}

/// The two halves of a line with // between them.
std::pair<std::string, std::string> halves(const std::string& line) {
    const std::size_t bar = line.find("//");
    return {line.substr(0, bar), bar == std::string::npos ? "" : line.substr(bar + 2)};
}

}  // namespace

std::vector<std::string_view> sentimentTexts() {
    return {text::words, text::opinions, text::sentiment};
}

Example writeSentiment(const Grammar& grammar, Split split, int label, PortableRandom& random) {
    const bool denied = random.chance(50);
    const bool positive = (label == 1) != denied;
    Writer writer(grammar, split, random);
    writer.names = opinionNames(positive);
    return {tidy(writer.expand(writer.pick(denied ? "Denied" : "Affirmed"))), "", label};
}

std::vector<std::string> topicLabels() {
    return domains();
}

std::vector<std::string_view> topicTexts() {
    return {text::words, text::domains, text::topic};
}

Example writeTopic(const Grammar& grammar, Split split, int label, PortableRandom& random) {
    const std::string& domain = domains()[static_cast<std::size_t>(label)];
    const std::string other = otherDomain(domain, random);
    Writer writer(grammar, split, random);
    writer.names = {{"topic", domain + "-noun"},
                    {"doing", domain + "-doing"},
                    {"other", other + "-noun"},
                    {"other-doing", other + "-doing"}};
    return {tidy(writer.expand(writer.pick(random.chance(20) ? "Single" : "Both"))), "", label};
}

std::vector<std::string_view> acceptabilityTexts() {
    return {text::words, text::acceptability};
}

Example writeAcceptability(const Grammar& grammar, Split split, int label, PortableRandom& random) {
    Writer writer(grammar, split, random);
    const std::size_t number = random.chance(mostlySingular) ? 0 : 1;
    writer.names = {{"noun", random.chance(50) ? "person" : "thing"},
                    {"N", numbers[number]},
                    {"V", numbers[label == 1 ? number : 1 - number]},
                    {"K", numbers[random.chance(mostlySingular) ? 0 : 1]}};
    const std::size_t kind = random.below(100);
    const auto [right, wrong] = halves(writer.pick(kind < 45 ? "Agreement" : kind < 65 ? "Form" : "Order"));
    return {tidy(writer.expand(label == 1 || wrong.empty() ? right : wrong)), "", label};
}

std::vector<std::string_view> pairTexts() {
    return {text::words, text::opinions, text::pair};
}

Example writePair(const Grammar& grammar, Split split, int label, PortableRandom& random) {
    const bool denied = random.chance(15);
    const bool goodConclusion = random.chance(50);
    const bool positive = (goodConclusion == (label == 1)) != denied;
    Writer writer(grammar, split, random);
    writer.names = opinionNames(positive);
    const std::string first = tidy(writer.expand(writer.pick(denied ? "Denied" : "Affirmed")));
    const std::string second = tidy(writer.expand(writer.pick(goodConclusion ? "GoodConclusion" : "BadConclusion")));
    return {first, second, label};
}

}  // namespace adapterscope::builtin
