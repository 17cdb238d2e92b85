// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseTensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/Family.h"
#include "core/common/Error.h"

namespace adapterscope {
namespace {

std::string plainName(std::string name, const std::string& family) {
    if (name.starts_with(family + "."))
        name.erase(0, family.size() + 1);
    for (const auto& [old, now] :
         {std::pair{".LayerNorm.gamma", ".LayerNorm.weight"}, {".LayerNorm.beta", ".LayerNorm.bias"}})
        if (name.ends_with(old))
            name.replace(name.size() - std::string_view(old).size(), std::string::npos, now);
    return name;
}

std::string inBrackets(const TensorShape& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

/// What keeps a stored tensor from being used as weights, as a clause about it; empty if nothing does.
std::string weightFault(const TensorEntry& entry) {
    constexpr std::array<std::pair<const char*, std::uint64_t>, 4> types = {
        {{"F32", 4}, {"F16", 2}, {"BF16", 2}, {"F64", 8}}};
    for (const auto& [type, bytes] : types)
        if (entry.type == type)
            return fitsShape(entry, bytes) ? "" : "has data that do not fit its shape";
    return fmt::format("has the type {}, while a base's weights are F32, F16, BF16 or F64", entry.type);
}

/// Whether an encoder's tensors hold whole or very short numbers (I8, U8, F8_E4M3, …), or have the companions that
/// programs store with quantised ones. (Other tensors of whole numbers, such as position_ids, are not needed.)
bool isQuantised(const std::map<std::string, FoundTensor>& found, const SafeTensorsHeader& header) {
    const auto isShort = [&](const auto& entry) {
        const std::string& type = header.tensors.at(entry.second.name).type;
        return type.starts_with('I') || type.starts_with('U') || type.starts_with("F8") || type.starts_with("F4");
    };
    const auto isCompanion = [](const auto& entry) {
        constexpr std::array<std::string_view, 5> words = {"qweight", "zero_point", "weight_scale", "quant", ".SCB"};
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return entry.first.find(word) != std::string::npos; });
    };
    return std::any_of(found.begin(), found.end(), isShort) ||
           std::any_of(header.tensors.begin(), header.tensors.end(), isCompanion);
}

std::string tensorFault(const std::string& name, const TensorShape& wanted, const FoundTensor* found) {
    if (!found)
        return fmt::format("{} is missing, although config.json asks for it in the shape {}", name, inBrackets(wanted));
    if (found->shape != wanted)
        return fmt::format("{} has the shape {} where config.json asks for {}", found->name, inBrackets(found->shape),
                           inBrackets(wanted));
    return found->fault.empty() ? "" : found->name + " " + found->fault;
}

}  // namespace

std::map<std::string, TensorFact> encoderTensors(const BaseConfig& config) {
    std::map<std::string, TensorFact> tensors;
    for (const TensorFact& fact : tensorFacts(config))
        tensors.emplace(tensorName(config, fact), fact);
    return tensors;
}

std::map<std::string, std::string> storedNames(const BaseConfig& config, const SafeTensorsHeader& header) {
    const auto wanted = encoderTensors(config);
    std::map<std::string, std::string> names;
    for (const auto& [stored, entry] : header.tensors)
        if (std::string name = plainName(stored, config.family); wanted.contains(name))
            names[std::move(name)] = stored;
    return names;
}

std::size_t storedLayers(const BaseConfig& config, const SafeTensorsHeader& header) {
    const std::string& inLayer = familyNamed(config.family).names.at(Role::FfnIn);
    const std::string start = inLayer.substr(0, inLayer.find(layerPlace));
    std::set<int> layers;
    for (const auto& [stored, entry] : header.tensors) {
        const std::string name = plainName(stored, config.family);
        int layer = -1;
        if (name.starts_with(start))
            std::from_chars(name.data() + start.size(), name.data() + name.size(), layer);
        if (layer >= 0 && name.starts_with(fmt::format("{}{}.", start, layer)))
            layers.insert(layer);
    }
    return layers.size();
}

void requireEncoder(const BaseConfig& config, const std::map<std::string, FoundTensor>& found, const std::string& where,
                    bool quantised) {
    std::vector<std::string> faults;
    for (const auto& [name, fact] : encoderTensors(config)) {
        const auto tensor = found.find(name);
        if (std::string fault = tensorFault(name, fact.shape(), tensor == found.end() ? nullptr : &tensor->second);
            !fault.empty())
            faults.push_back(std::move(fault));
    }
    if (faults.empty())
        return;
    const std::ptrdiff_t shown = std::min<std::ptrdiff_t>(5, std::ssize(faults));
    throw Error(
        "{} does not hold the encoder that its config.json describes: {}{}. Use the config.json that belongs to the "
        "weights, fetch the base again, or choose another{}.",
        where, fmt::format("{}", fmt::join(faults.begin(), faults.begin() + shown, "; ")),
        std::ssize(faults) > shown ? Sentence("; and {} more", std::ssize(faults) - shown) : "",
        quantised ? " that is not quantised" : "");
}

void requireEncoder(const BaseConfig& config, const SafeTensorsHeader& header, const std::string& file) {
    std::map<std::string, FoundTensor> found;
    for (const auto& [name, stored] : storedNames(config, header)) {
        const TensorEntry& entry = header.tensors.at(stored);
        found[name] = {stored, entry.shape, weightFault(entry)};
    }
    requireEncoder(config, found, file, isQuantised(found, header));
}

bool hasClassifier(const BaseConfig& config, const SafeTensorsHeader& header, const std::string& file) {
    const Family& family = familyNamed(config.family);
    const auto weight = header.tensors.find("classifier.weight");
    if (weight == header.tensors.end() ||
        !(family.hasHeadDense() ? header.tensors.contains(family.headDense + ".weight") : config.hasPooler))
        return false;
    const TensorShape& shape = weight->second.shape;
    const auto refuse = [&](const Sentence& fault) {
        throw Error(
            "{} holds a classifier that does not belong to its base: {}. Take the classifier out of the "
            "file, or use one that was saved with this base.",
            file, fault);
    };
    if (shape.size() != 2 || shape[0] < 1 || shape[1] != config.hidden)
        refuse({"classifier.weight has the shape {}, while [classes, {}] is needed with at least one class",
                inBrackets(shape), config.hidden});
    const auto bias = header.tensors.find("classifier.bias");
    if (bias == header.tensors.end())
        refuse({"classifier.bias is missing, although it is needed in the shape [{}]", shape[0]});
    if (bias->second.shape != TensorShape{shape[0]})
        refuse({"classifier.bias has the shape {}, while the classifier.weight of the shape {} asks for [{}]",
                inBrackets(bias->second.shape), inBrackets(shape), shape[0]});
    std::vector tensors{weight, bias};
    if (family.hasHeadDense())
        for (const auto& [end, wanted] :
             {std::pair<const char*, TensorShape>{".weight", {config.hidden, config.hidden}},
              {".bias", {config.hidden}}}) {
            tensors.push_back(header.tensors.find(family.headDense + end));
            if (tensors.back() == header.tensors.end() || tensors.back()->second.shape != wanted)
                refuse({"{}{} is missing or has a shape other than {}", family.headDense, end, inBrackets(wanted)});
        }
    for (const auto& tensor : tensors)
        if (const std::string fault = weightFault(tensor->second); !fault.empty())
            refuse({"{} {}", tensor->first, fault});
    return true;
}

}  // namespace adapterscope
