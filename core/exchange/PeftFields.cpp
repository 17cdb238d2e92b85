// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/PeftFields.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/Text.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// A value for the modules whose names end with a key.
template <typename T>
using ByModule = std::map<std::string, std::optional<T>>;

bool isExpression(const std::string& pattern) {
    return pattern.find_first_of("*+?[](){}|^$\\") != std::string::npos;
}

bool isNamedBy(const std::string& module, const std::string& pattern) {
    return module == pattern || module.ends_with("." + pattern);
}

}  // namespace

// Null is what PEFT's optional fields have by default.
PeftFields::PeftFields(const json& config, const std::string& where) : JsonFields(config, where, Null::Absent) {}

std::string PeftFields::text(const char* key) const {
    return get<std::string>(key, "");
}

void PeftFields::requireUnset(std::initializer_list<const char*> keys) const {
    for (const char* key : keys) {
        const json* found = find(key);
        if (found && *found != false && *found != 0.0 && *found != "none" &&
            !(found->is_structured() && found->empty()))
            throw Error("{}: {} = {} has no counterpart here, so the adapter cannot be read.", what(), key,
                        quoted(*found));
    }
}

void PeftFields::requireUnchangedBase() const {
    constexpr auto key = "init_lora_weights";
    const json* start = find(key);
    if (!start || start->is_boolean())
        return;
    const std::string name = inSmallLetters(get<std::string>(key));
    // Those of PEFT 0.21 that only start the update (LoraLayer.update_layer).
    static const std::set<std::string> harmless = {"gaussian", "orthogonal", "eva", "mica"};
    if (harmless.contains(name))
        return;
    for (const char* converted : {"pissa", "olora", "corda", "lora_ga"})
        if (name.starts_with(converted))
            throw Error(
                "{}: {} = {} changes the base's weights as well, so the adapter cannot be read. Save it in PEFT with "
                "save_pretrained(…, path_initial_model_for_weight_conversion=…), which makes it an update of the base "
                "as it was.",
                what(), key, quoted(*start));
    throw Error(
        "{}: {} = {} has no counterpart here: it may change the base's weights as well, as loftq does, so the adapter "
        "cannot be read.",
        what(), key, quoted(*start));
}

void PeftFields::contradicts(const char* key, const std::string& shown) const {
    throw Error("{}: {} = {} contradicts the tensors and the base: {}. Save the adapter again.", what(), key,
                quoted(at(key)), shown);
}

void PeftFields::requireNumber(const char* key, std::int64_t shown) const {
    if (const auto number = getIfAny<std::int64_t>(key); number && *number != shown)
        contradicts(key, fmt::format("by these it is {}", shown));
}

void PeftFields::requireRank(const std::string& module, std::int64_t rank) const {
    const auto usual = getIfAny<std::int64_t>("r");
    bool isAllowed = !usual || *usual == rank;
    for (const auto& [pattern, other] : get<ByModule<std::int64_t>>("rank_pattern", {}))
        isAllowed = isAllowed || (other == rank && (isExpression(pattern) || isNamedBy(module, pattern)));
    if (!isAllowed)
        contradicts("r", fmt::format("the rank of {} is {}, which rank_pattern does not state", module, rank));
}

void PeftFields::requireTarget(const std::string& module, int layer) const {
    // A text is a regular expression, or "all-linear".
    if (const json* targets = find("target_modules"); targets && targets->is_array()) {
        const auto names = get<std::vector<std::string>>("target_modules");
        if (std::none_of(names.begin(), names.end(), [&](const std::string& name) { return module.ends_with(name); }))
            contradicts("target_modules", fmt::format("{} has tensors too", module));
    }
    const json* layers = find("layers_to_transform");
    if (!layers || layer < 0)
        return;
    const auto listed = layers->is_array() ? get<std::vector<int>>("layers_to_transform")
                                           : std::vector<int>{get<int>("layers_to_transform")};
    if (!listed.empty() && std::find(listed.begin(), listed.end(), layer) == listed.end())
        contradicts("layers_to_transform", fmt::format("{} has tensors too", module));
}

double PeftFields::alphaOf(const std::string& module) const {
    const auto usual = get("lora_alpha", 8.0);
    std::optional<double> found;
    for (const auto& [pattern, alpha] : get<ByModule<double>>("alpha_pattern", {})) {
        if (isExpression(pattern))
            throw Error("{}: the pattern \"{}\" of alpha_pattern is a regular expression, which is not read here.",
                        what(), pattern);
        if (!isNamedBy(module, pattern))
            continue;
        if (found && *found != alpha.value_or(usual))
            throw Error("{}: alpha_pattern states two values for {}. Keep the one that PEFT uses, its first.", what(),
                        module);
        found = alpha.value_or(usual);
    }
    return found.value_or(usual);
}

void PeftFields::requireNoOtherEffects() const {
    // Where the adapter comes from, how its training began, which modules it has (their tensors show that), and what
    // computed a prompt that is saved as its result.
    for (const char* key : {"auto_mapping",
                            "base_model_name_or_path",
                            "revision",
                            "task_type",
                            "peft_version",
                            "inference_mode",
                            "modules_to_save",
                            "exclude_modules",
                            "target_modules",
                            "layers_to_transform",
                            "layers_pattern",
                            "feedforward_modules",
                            "fan_in_fan_out",
                            "init_weights",
                            "init_ia3_weights",
                            "lora_dropout",
                            "loftq_config",
                            "eva_config",
                            "corda_config",
                            "lora_ga_config",
                            "megatron_config",
                            "megatron_core",
                            "qalora_group_size",
                            "runtime_config",
                            "ensure_weight_tying",
                            "r",
                            "rank_pattern",
                            "prefix_projection",
                            "encoder_hidden_size",
                            "encoder_num_layers",
                            "encoder_dropout",
                            "encoder_reparameterization_type",
                            "num_attention_heads",
                            "prompt_tuning_init",
                            "prompt_tuning_init_text",
                            "tokenizer_name_or_path",
                            "tokenizer_kwargs"})
        find(key);
    requireNoOthersSet();
}

}  // namespace adapterscope
