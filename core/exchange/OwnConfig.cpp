// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/OwnConfig.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"

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
    if (!json.is_object() || !json.contains("format") || json["format"] != formatName || !json.contains("settings"))
        throw Error("This is not a design of AdapterScope: \"format\" is not \"{}\", or \"settings\" is missing.",
                    formatName);
    if (!json.contains("format_version") || json["format_version"] != formatVersion)
        throw Error("This design is of another version of the format ({}); this program reads version {}.",
                    json.value("format_version", nlohmann::json()).dump(), formatVersion);
    return designFromJson(json["settings"]);
}

}  // namespace adapterscope
