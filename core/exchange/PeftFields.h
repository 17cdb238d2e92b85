// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "core/common/JsonFields.h"

namespace adapterscope {

/// The fields of PEFT's adapter_config.json, of which those that the tensors show as well must agree with them. Each
/// that does not throws Error naming the field. Modules have the names that they have in a class's model:
/// `bert.encoder.layer.0.attention.self.query`.
class PeftFields : public JsonFields {
public:
    /// `where` names the file.
    PeftFields(const nlohmann::json& config, const std::string& where);

    std::string text(const char* key) const;
    /// A field that this program does not know how to honour must not be set.
    void requireUnset(std::initializer_list<const char*> keys) const;
    /// init_lora_weights must be one with which PEFT leaves the base's weights as they are.
    void requireUnchangedBase() const;
    /// A field that is given must be `shown`.
    void requireNumber(const char* key, std::int64_t shown) const;
    /// r and rank_pattern must allow this rank of a module.
    void requireRank(const std::string& module, std::int64_t rank) const;
    /// target_modules and layers_to_transform must name a module that has tensors; `layer` is below 0 if it is in none.
    void requireTarget(const std::string& module, int layer) const;
    /// lora_alpha, or what alpha_pattern states for the module.
    double alphaOf(const std::string& module) const;
    /// What nothing above asked for must matter only to training, or be off.
    void requireNoOtherEffects() const;

private:
    [[noreturn]] void contradicts(const char* key, const std::string& shown) const;
};

}  // namespace adapterscope
