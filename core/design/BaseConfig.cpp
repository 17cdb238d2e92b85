// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/BaseConfig.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "core/Error.h"
#include "core/design/Text.h"

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
    throw Error(fmt::format("'{}' is not a pooling; write pooler, cls or mean.{}", text,
                            suggestion(text, {"pooler", "cls", "mean"})));
}

std::int64_t BaseConfig::embeddingParameters() const {
    const std::int64_t d = hidden;
    return (std::int64_t{vocabulary} + positions + types) * d + 2 * d;
}

std::int64_t BaseConfig::layerParameters() const {
    const std::int64_t d = hidden;
    const std::int64_t inner = intermediate;
    return 4 * (d * d + d) + 2 * d * inner + inner + d + 4 * d;
}

std::int64_t BaseConfig::poolerParameters() const {
    const std::int64_t d = hidden;
    return d * d + d;
}

std::int64_t BaseConfig::layerNormParameters() const {
    return 2 * std::int64_t{hidden} * (2 * std::int64_t{layers} + 1);
}

std::int64_t BaseConfig::parameters(bool withPooler) const {
    return embeddingParameters() + layers * layerParameters() + (withPooler ? poolerParameters() : 0);
}

namespace {

/// Reads fields and gathers what is wrong with them.
class FieldReader {
public:
    explicit FieldReader(const nlohmann::json& json) : m_json(json) {}

    /// Whether the field is good: within the bounds, or missing and so what it was.
    bool whole(const char* key, int& field, std::int64_t minimum, std::int64_t maximum) {
        const nlohmann::json* value = find(key);
        if (!value)
            return true;
        // Unsigned values above the signed range would wrap round in a comparison.
        const bool fits =
            value->is_number_integer() &&
            (!value->is_number_unsigned() || value->get<std::uint64_t>() <= static_cast<std::uint64_t>(maximum));
        if (fits && value->get<std::int64_t>() >= minimum && value->get<std::int64_t>() <= maximum) {
            field = value->get<int>();
            return true;
        }
        fault(
            fmt::format("\"{}\" is {}; a whole number from {} to {} is needed", key, shown(*value), minimum, maximum));
        return false;
    }

    /// `"num_attention_heads" is 12`, or how a missing field came to its value.
    std::string said(const char* key, int field) const {
        return fmt::format("\"{}\" is {}{}", key, find(key) ? "" : "missing and so ", field);
    }

    /// A number from minimum up to, but not, the limit.
    void real(const char* key, double& field, double minimum, double limit) {
        const nlohmann::json* value = find(key);
        if (!value)
            return;
        if (value->is_number() && value->get<double>() >= minimum && value->get<double>() < limit)
            field = value->get<double>();
        else
            fault(fmt::format("\"{}\" is {}; a number from {} to below {} is needed", key, shown(*value),
                              numberText(minimum), numberText(limit)));
    }

    void word(const char* key, std::string& field, const std::vector<std::string>& supported) {
        const nlohmann::json* value = find(key);
        if (!value)
            return;
        for (const auto& choice : supported) {
            if (*value == choice) {
                field = choice;
                return;
            }
        }
        fault(fmt::format("\"{}\" is {}; supported {} {}", key, shown(*value), supported.size() == 1 ? "is" : "are",
                          listed(supported, "and")));
    }

    /// For what transformers does not do without either, if it is there.
    void mustNotBeNull(const char* key) {
        if (const auto entry = m_json.find(key); entry != m_json.end() && entry->is_null())
            fault(fmt::format("\"{}\" is null; give its value, or leave it out", key));
    }

    void mustBeFalse(const char* key) {
        const nlohmann::json* value = find(key);
        if (value && *value != false)
            fault(fmt::format("\"{}\" is {}; only encoders are supported, where it is false", key, shown(*value)));
    }

    /// Missing, null, or without an entry.
    void mustBeEmpty(const char* key, const char* why) {
        const nlohmann::json* value = find(key);
        if (value && !value->empty())
            fault(fmt::format("\"{}\" is {}; {}", key, shown(*value), why));
    }

    void fault(const std::string& text) { m_faults.push_back(text); }
    const std::vector<std::string>& faults() const { return m_faults; }

private:
    /// Null counts as missing, as it does for transformers' optional fields.
    const nlohmann::json* find(const char* key) const {
        const auto entry = m_json.find(key);
        return entry == m_json.end() || entry->is_null() ? nullptr : &*entry;
    }

    static std::string shown(const nlohmann::json& value) {
        std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return text.size() > 60 ? text.substr(0, 57) + "..." : text;
    }

    const nlohmann::json& m_json;
    std::vector<std::string> m_faults;
};

}  // namespace

BaseConfig baseConfigFromJson(const nlohmann::json& json, const std::string& where) {
    if (!json.is_object())
        throw Error(fmt::format("{}: a model's configuration is a JSON object, but this is not one.", where));
    BaseConfig config;
    FieldReader reader(json);
    reader.word("model_type", config.family, {"bert"});
    const bool hidden = reader.whole("hidden_size", config.hidden, 1, 65536);
    reader.whole("num_hidden_layers", config.layers, 1, 1000);
    const bool heads = reader.whole("num_attention_heads", config.heads, 1, 65536);
    reader.whole("intermediate_size", config.intermediate, 1, 1 << 20);
    const bool vocabulary = reader.whole("vocab_size", config.vocabulary, 1, 10000000);
    reader.whole("max_position_embeddings", config.positions, 1, 1 << 20);
    reader.whole("type_vocab_size", config.types, 1, 1000);
    const bool padToken = reader.whole("pad_token_id", config.padToken, 0, 10000000);
    std::string activation = hiddenActOf(config.activation);
    reader.word("hidden_act", activation, hiddenActNames());
    reader.mustNotBeNull("hidden_act");
    config.activation = *activationFromHiddenAct(activation);
    reader.real("layer_norm_eps", config.layerNormEps, 0, 1);
    reader.real("hidden_dropout_prob", config.hiddenDropout, 0, 1);
    reader.real("attention_probs_dropout_prob", config.attentionDropout, 0, 1);
    reader.real("initializer_range", config.initializerRange, 0, 100);
    std::string positions = "absolute";
    reader.word("position_embedding_type", positions, {"absolute"});
    reader.mustBeFalse("is_decoder");
    reader.mustBeFalse("add_cross_attention");
    reader.mustBeEmpty("pruned_heads", "heads that were cut out of a layer are not supported");
    reader.mustBeEmpty("quantization_config", "quantised weights are not supported");
    if (hidden && heads && config.hidden % config.heads != 0)
        reader.fault(fmt::format("{}, which does not divide \"hidden_size\" {}",
                                 reader.said("num_attention_heads", config.heads), config.hidden));
    if (vocabulary && padToken && config.padToken >= config.vocabulary)
        reader.fault(fmt::format("{}, but {}", reader.said("pad_token_id", config.padToken),
                                 reader.said("vocab_size", config.vocabulary)));
    if (!reader.faults().empty()) {
        std::string text;
        for (const auto& fault : reader.faults())
            text += (text.empty() ? "" : "; ") + fault;
        throw Error(fmt::format("{}: {}.", where, text));
    }
    return config;
}

}  // namespace adapterscope
