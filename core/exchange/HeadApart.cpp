// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/HeadApart.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"

namespace adapterscope {
namespace {

constexpr auto poolingKey = "pooling";
constexpr auto activationKey = "activation";
constexpr auto labelsKey = "labels";

std::map<std::string, int> numbered(const std::string& labels) {
    const auto fault = [](const nlohmann::json&, const std::string&) {
        return Error("its labels are not a list of names.");
    };
    std::map<std::string, int> numbers;
    int number = 0;
    for (const auto& label : jsonAs<std::vector<std::string>>(parseJsonIfAny(labels), fault))
        numbers.emplace(label, number++);
    return numbers;
}

}  // namespace

SavedHead headApart(bool hasDense) {
    SavedHead head{.weight = "classifier.weight", .bias = "classifier.bias"};
    if (hasDense) {
        head.denseWeight = "dense.weight";
        head.denseBias = "dense.bias";
    }
    return head;
}

std::map<std::string, std::string> headApartMetadata(const HeadFacts& head, Activation activation,
                                                     const std::vector<std::string>& labels) {
    std::map<std::string, std::string> facts{{poolingKey, toText(head.pooling)}};
    if (head.layers == 2)
        facts[activationKey] = hiddenActOf(activation);
    if (!labels.empty())
        facts[labelsKey] = nlohmann::json(labels).dump();
    return facts;
}

SavedHead readHeadApart(const std::filesystem::path& file) {
    SafeTensorsHeader header = readSafeTensorsHeader(file);
    SavedHead head = headApart(header.tensors.contains(headApart(true).denseWeight));
    try {
        head.pooling = poolingFromText(header.metadata[poolingKey]);
        if (!head.denseWeight.empty()) {
            const std::string name = header.metadata[activationKey];
            const auto known = activationFromHiddenAct(name);
            if (!known)
                throw Error("its activation '{}' has no counterpart here.", name);
            head.activation = *known;
        }
        if (header.metadata.contains(labelsKey))
            head.labels = numbered(header.metadata[labelsKey]);
    } catch (const Error& fault) {
        throw Error("{} holds no head that can be read: {}", file.string(), fault.sentence());
    }
    return head;
}

std::string headApartNote(const std::string& leftOutOf, Pooling pooling) {
    const char* read = pooling == Pooling::Mean  ? "the mean over all tokens"
                       : pooling == Pooling::Cls ? "the first token's last state"
                                                 : "the pooler's output";
    return fmt::format(
        "The head is left out of {}: it reads {}, and no class of transformers for this base computes it. "
        "It is in {} instead.",
        leftOutOf, read, headApartName);
}

}  // namespace adapterscope
