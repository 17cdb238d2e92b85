// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/OwnConfig.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"

namespace adapterscope {
namespace {

constexpr auto formatName = "adapterscope-design";
constexpr int formatVersion = 1;

}  // namespace

nlohmann::json ownConfig(const Design& design, const BaseConfig& base, const std::string& baseName) {
    requireValid(design, base);
    return {{"format", formatName},
            {"format_version", formatVersion},
            {"program", "AdapterScope " ADAPTERSCOPE_VERSION},
            {"design", toText(design)},
            {"settings", toJson(design)},
            {"base",
             {{"name", baseName},
              {"model_type", base.family},
              {"hidden_size", base.hidden},
              {"num_hidden_layers", base.layers},
              {"num_attention_heads", base.heads},
              {"intermediate_size", base.intermediate},
              {"vocab_size", base.vocabulary},
              {"max_position_embeddings", base.positions},
              {"type_vocab_size", base.types}}}};
}

Design designFromOwnConfig(const nlohmann::json& json) {
    const nlohmann::json *settings = fieldIfAny(json, "settings"), *version = fieldIfAny(json, "format_version");
    if (!fieldIs(json, "format", formatName) || !settings)
        throw Error("This is not a design of AdapterScope: \"format\" is not \"{}\", or \"settings\" is missing.",
                    formatName);
    if (!version || *version != formatVersion)
        throw Error("This design is of another version of the format ({}); this program reads version {}.",
                    version ? quoted(*version) : "none", formatVersion);
    return designFromJson(*settings);
}

}  // namespace adapterscope
