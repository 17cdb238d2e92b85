// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseConfig.h"

#include <nlohmann/json.hpp>

#include "core/base/ConfigReader.h"
#include "core/base/Family.h"
#include "core/base/TensorFacts.h"
#include "core/common/Error.h"
#include "core/common/Text.h"

namespace adapterscope {

std::string toText(Pooling pooling) {
    switch (pooling) {
        case Pooling::Pooler:
            return "pooler";
        case Pooling::Cls:
            return "cls";
        case Pooling::Mean:
            break;
    }
    return "mean";
}

Pooling poolingFromText(const std::string& text) {
    for (const Pooling pooling : {Pooling::Pooler, Pooling::Cls, Pooling::Mean})
        if (toText(pooling) == text)
            return pooling;
    throw Error("'{}' is not a pooling; write pooler, cls or mean.{}", text,
                suggestion(text, {"pooler", "cls", "mean"}));
}

std::int64_t BaseConfig::parameters(bool withPooler) const {
    return entriesOf(
        factsWhere(*this, [&](const TensorFact& fact) { return withPooler || fact.role != Role::Pooler; }));
}

BaseConfig baseConfigFromJson(const nlohmann::json& json, const std::string& where) {
    if (!json.is_object())
        throw Error("{}: a model's configuration is a JSON object, but this is not one.", where);
    BaseConfig config;
    ConfigReader reader(json);
    reader.word("model_type", config.family, familyNames());
    familyNamed(config.family).read(reader, config);
    reader.mustBeFalse("is_decoder");
    reader.mustBeFalse("add_cross_attention");
    reader.mustBeEmpty("pruned_heads", "heads that were cut out of a layer are not supported");
    reader.mustBeEmpty("quantization_config", "quantised weights are not supported");
    if (!reader.faults().empty()) {
        std::string text;
        for (const auto& fault : reader.faults())
            text += (text.empty() ? "" : "; ") + fault;
        throw Error("{}: {}.", where, text);
    }
    return config;
}

}  // namespace adapterscope
