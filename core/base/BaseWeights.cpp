// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <limits>
#include <map>
#include <system_error>
#include <vector>

#include "core/base/BaseFiles.h"
#include "core/base/BaseFolder.h"
#include "core/base/BaseTensors.h"
#include "core/base/Bases.h"
#include "core/base/Family.h"
#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "core/common/FileFacts.h"
#include "core/common/FileKind.h"
#include "core/common/JsonReader.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Whether the exponent of one of the numbers is all ones, which is the case only for NaN and infinity.
template <typename Bits>
bool hasFullExponent(const char* data, std::size_t bytes, Bits exponent) {
    bool found = false;
    for (std::size_t at = 0; at + sizeof(Bits) <= bytes; at += sizeof(Bits)) {
        Bits bits = 0;
        std::memcpy(&bits, data + at, sizeof bits);
        found |= (bits & exponent) == exponent;
    }
    return found;
}

/// Weights are converted to float32, in which a larger double is infinite too.
bool exceedsFloat(const char* data, std::size_t bytes) {
    bool found = false;
    for (std::size_t at = 0; at + sizeof(double) <= bytes; at += sizeof(double)) {
        double value = 0;
        std::memcpy(&value, data + at, sizeof value);
        found |= !(std::abs(value) <= double{std::numeric_limits<float>::max()});
    }
    return found;
}

bool isNotFinite(const std::string& type, const char* data, std::size_t bytes) {
    if (type == "F32")
        return hasFullExponent<std::uint32_t>(data, bytes, 0x7f800000);
    if (type == "F16")
        return hasFullExponent<std::uint16_t>(data, bytes, 0x7c00);
    if (type == "BF16")
        return hasFullExponent<std::uint16_t>(data, bytes, 0x7f80);
    return type == "F64" && exceedsFloat(data, bytes);
}

bool isFinite(std::ifstream& stream, const TensorEntry& entry, std::vector<char>& buffer, const std::string& where) {
    stream.seekg(static_cast<std::streamoff>(entry.begin));
    for (std::uint64_t left = entry.end - entry.begin; left > 0;) {
        const std::size_t part = std::min<std::uint64_t>(left, buffer.size());
        if (!stream.read(buffer.data(), static_cast<std::streamsize>(part)))
            throw Error(Sentence("{} cannot be read to its end.", where), ErrorKind::Machine);
        if (isNotFinite(entry.type, buffer.data(), part))
            return false;
        left -= part;
    }
    return true;
}

/// The names of all tensors with a NaN or an infinity, whether or not they are needed: that depends on config.json, but
/// this is cached as a fact about the file itself.
json notFiniteTensors(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> buffer(1 << 20);  // large enough for whole numbers of every type
    json names = json::array();
    for (const auto& [name, entry] : readSafeTensorsHeader(file).tensors)
        if (!isFinite(stream, entry, buffer, fmt::format("{}: the tensor {}", file.string(), name)))
            names.push_back(name);
    return names;
}

/// Names the first of the given tensors of a file that holds NaN or infinity, and what follows from it; empty if none
/// does. Tensors are given by their stored names, each with what would follow.
Sentence faultAmong(const fs::path& file, const std::map<std::string, const char*>& needed) {
    const auto isList = [](const std::string& text) { return parseJsonIfAny(text).is_array(); };
    const std::string known =
        factOf(file, {"not_finite_tensors", isList, [&] { return notFiniteTensors(file).dump(); }});
    for (const json& name : parseJsonIfAny(known))
        if (const auto found = needed.find(name.get<std::string>()); found != needed.end())
            return {
                "{}: the tensor {} holds NaN or infinity, so {}. The weights are damaged: fetch the base again, or "
                "choose another.",
                file.string(), found->first, found->second};
    return "";
}

/// The same for those tensors of the encoder for which `holds`; empty if there is no such file.
template <typename Holds>
Sentence faultOfEncoder(const fs::path& folder, const BaseConfig& config, Holds holds) {
    const fs::path file = folder / "model.safetensors";
    if (!isFile(file))
        return "";
    const auto facts = encoderTensors(config);
    std::map<std::string, const char*> needed;
    for (const auto& [name, stored] : storedNames(config, readSafeTensorsHeader(file)))
        if (const Role role = facts.at(name).role; holds(role))
            needed[stored] = role == Role::Pooler ? "the pooler computes nothing but NaN"
                             : isTable(role)      ? "texts that read such a row of the table become NaN"
                                                  : "the base computes nothing but NaN";
    return faultAmong(file, needed);
}

void throwIfAny(const Sentence& fault) {
    if (!fault.text().empty())
        throw Error(fault);
}

}  // namespace

void requireLoadable(const fs::path& folder) {
    const std::vector<std::string> names = weightFiles(folder);
    if (names.empty() || isFile(folder / "model.safetensors"))
        return;
    throw Error(
        "The base {} has its weights in {}, but the program reads them only from model.safetensors. "
        "Save the base as one such file (save_pretrained of transformers writes it).",
        folder.string(), names.front());
}

void requireFiniteWeights(const fs::path& folder, const BaseConfig& config) {
    throwIfAny(faultOfEncoder(folder, config, [](Role role) { return role != Role::Pooler; }));
}

Sentence poolerFault(const fs::path& folder, const BaseConfig& config) {
    return faultOfEncoder(folder, config, [](Role role) { return role == Role::Pooler; });
}

bool hasClassifier(const fs::path& folder) {
    const fs::path file = folder / "model.safetensors";
    const BaseConfig config = readBaseConfig(folder);
    if (!hasClassifier(config, readSafeTensorsHeader(file), file.string()))
        return false;
    std::vector<std::string> layers{"classifier"};
    if (const Family& family = familyNamed(config.family); family.hasHeadDense())
        layers.push_back(family.headDense);
    std::map<std::string, const char*> needed;
    for (const std::string& layer : layers)
        for (const char* end : {".weight", ".bias"})
            needed[layer + end] = "the classifier computes nothing but NaN";
    throwIfAny(faultAmong(file, needed));
    return true;
}

}  // namespace adapterscope
