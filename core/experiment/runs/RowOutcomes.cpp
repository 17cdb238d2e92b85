// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RowOutcomes.h"

#include <array>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/JsonFields.h"

namespace adapterscope {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t bitsOfDigit = 6, bitsOfByte = 8;

/// Whole bytes make whole groups of four digits, the last of them padded, so that any reader of base64 reads it.
std::string withPadding(std::string text) {
    while (text.size() % 4 != 0)
        text += '=';
    return text;
}

std::size_t digitsOfBits(std::size_t rows) {
    const std::size_t bytes = (rows + bitsOfByte - 1) / bitsOfByte;
    return (bytes * bitsOfByte + bitsOfDigit - 1) / bitsOfDigit;
}

std::string packed(const std::vector<int>& truth, const std::vector<int>& predicted) {
    std::vector<std::size_t> sixes(digitsOfBits(truth.size()));
    for (std::size_t i = 0; i < truth.size(); ++i)
        if (truth[i] == predicted[i])
            sixes[i / bitsOfDigit] |= std::size_t{1} << (bitsOfDigit - 1 - i % bitsOfDigit);
    std::string text;
    for (const std::size_t six : sixes)
        text += digits[six];
    return withPadding(std::move(text));
}

/// The values of base64 digits; empty if one of them is not such a digit.
std::vector<std::uint8_t> valuesOf(std::string_view text) {
    static const auto values = [] {
        std::array<std::uint8_t, 256> all{};
        all.fill(64);
        for (std::size_t i = 0; i < digits.size(); ++i)
            all[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
        return all;
    }();
    std::vector<std::uint8_t> found;
    found.reserve(text.size());
    for (const char digit : text) {
        found.push_back(values[static_cast<unsigned char>(digit)]);
        if (found.back() == 64)
            return {};
    }
    return found;
}

[[noreturn]] void refuse(const char* why) {
    throw Error("The outcomes of a run's rows cannot be read: {}.", why);
}

void requireConsistent(const RowOutcomes& outcomes) {
    if (outcomes.rows < 0)
        refuse("their number is negative");
    if (outcomes.right.empty() && outcomes.answers.empty())
        return;
    const auto rows = static_cast<std::size_t>(outcomes.rows);
    if (outcomes.rows == 0 || outcomes.rows > RowOutcomes::mostRows)
        refuse("there are none or too many");
    const std::string bits = outcomes.right.substr(0, digitsOfBits(rows));
    if (!outcomes.right.empty() && (outcomes.right != withPadding(bits) || bits.find('=') != std::string::npos))
        refuse("\"right\" is not one bit a row");
    if (!outcomes.answers.empty() && outcomes.answers.size() != rows)
        refuse("\"answers\" is not one digit a row");
    const Classes classes = outcomes.classes;
    if (!outcomes.answers.empty() && (classes.count < 1 || classes.count > RowOutcomes::mostClasses ||
                                      classes.positive < 0 || classes.positive >= classes.count))
        refuse("the classes are not a few numbers from 0");
    if (decoded(outcomes).size() != rows)
        refuse("a text has characters other than base64's, or labels that its classes lack");
}

}  // namespace

RowOutcomes rowOutcomes(const std::vector<int>& truth, const std::vector<int>& predicted, Classes classes,
                        const std::string& metric) {
    RowOutcomes outcomes;
    outcomes.rows = std::ssize(truth);
    if (outcomes.rows > RowOutcomes::mostRows)
        return outcomes;
    if (metric == "accuracy") {
        outcomes.right = packed(truth, predicted);
    } else if (classes.count <= RowOutcomes::mostClasses) {
        outcomes.classes = {classes.count, classes.count == 2 ? classes.positive : 0};
        for (std::size_t i = 0; i < truth.size(); ++i)
            outcomes.answers += digits[static_cast<std::size_t>(truth[i]) * static_cast<std::size_t>(classes.count) +
                                       static_cast<std::size_t>(predicted[i])];
    }
    return outcomes;
}

nlohmann::json toJson(const RowOutcomes& outcomes) {
    nlohmann::json json = {{"rows", outcomes.rows}};
    if (!outcomes.right.empty())
        json["right"] = outcomes.right;
    if (!outcomes.answers.empty())
        json.update({{"answers", outcomes.answers},
                     {"classes", outcomes.classes.count},
                     {"positive", outcomes.classes.positive}});
    return json;
}

RowOutcomes rowOutcomesFromJson(const nlohmann::json& json) {
    RowOutcomes outcomes;
    JsonFields fields(json, "the outcomes of a run's rows");
    fields.read("rows", outcomes.rows);
    fields.read("right", outcomes.right);
    fields.read("answers", outcomes.answers);
    fields.read("classes", outcomes.classes.count);
    fields.read("positive", outcomes.classes.positive);
    requireConsistent(outcomes);
    return outcomes;
}

std::vector<std::uint8_t> decoded(const RowOutcomes& outcomes) {
    if (!outcomes.answers.empty()) {
        std::vector<std::uint8_t> answers = valuesOf(outcomes.answers);
        for (const std::uint8_t answer : answers)
            if (answer >= outcomes.classes.count * outcomes.classes.count)
                return {};
        return answers;
    }
    const auto sixes = valuesOf(std::string_view(outcomes.right).substr(0, outcomes.right.find('=')));
    std::vector<std::uint8_t> right;
    if (sixes.size() * bitsOfDigit < static_cast<std::size_t>(outcomes.rows))
        return right;
    right.reserve(static_cast<std::size_t>(outcomes.rows));
    for (std::size_t i = 0; i < static_cast<std::size_t>(outcomes.rows); ++i)
        right.push_back(sixes[i / bitsOfDigit] >> (bitsOfDigit - 1 - i % bitsOfDigit) & 1);
    return right;
}

}  // namespace adapterscope
