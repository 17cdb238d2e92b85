// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Blocks.h"

#include <algorithm>
#include <array>

#include "core/model/Activation.h"
#include "core/model/Parts.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"
#include "core/model/kernels/Attention.h"

namespace adapterscope {
namespace {

double strengthAt(const ForwardPass& pass, int layer) {
    return pass.strength ? pass.strength(layer) : 1;
}

/// Above the layers, the pooler has no layer of its own.
int placeOf(const ForwardPass& pass, const TensorKey& key) {
    return key.role == Role::Pooler ? pass.base.config().layers : key.layer;
}

/// The tuning's own tensor if it has one in effect; else null.
const at::Tensor* overridden(const ForwardPass& pass, const TensorKey& key) {
    const auto* own = pass.tuning ? pass.tuning->overridden(key) : nullptr;
    return own && strengthAt(pass, placeOf(pass, key)) != 0 ? own : nullptr;
}

/// Of the parts on a product.
double strengthOf(const ForwardPass& pass, Role role, int layer) {
    return strengthAt(pass, placeOf(pass, {role, layer, TensorKind::Matrix}));
}

bool hasParts(const ForwardPass& pass, Role role, int layer) {
    return pass.tuning && !pass.tuning->at(role, layer).empty() && strengthOf(pass, role, layer) != 0;
}

bool isOverridden(const ForwardPass& pass, Role role, int layer) {
    return overridden(pass, {role, layer, TensorKind::Matrix}) || overridden(pass, {role, layer, TensorKind::Bias});
}

bool changesInput(const ForwardPass& pass, Role role, int layer) {
    if (!hasParts(pass, role, layer))
        return false;
    const auto& parts = pass.tuning->at(role, layer);
    return std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part->changesInput(); });
}

/// x as changed by the parts on a product.
at::Tensor inputWithParts(const ForwardPass& pass, Role role, int layer, at::Tensor x) {
    if (changesInput(pass, role, layer))
        for (const auto& part : pass.tuning->at(role, layer))
            x = part->input(x, strengthOf(pass, role, layer));
    return x;
}

/// y as changed by the parts on a product.
at::Tensor withParts(const ForwardPass& pass, Role role, int layer, const at::Tensor& x, at::Tensor y,
                     const Layout& layout) {
    if (hasParts(pass, role, layer))
        for (const auto& part : pass.tuning->at(role, layer))
            y = part->apply({pass, role, layer, x, y, layout, strengthOf(pass, role, layer)});
    return y;
}

at::Tensor plainProduct(const ForwardPass& pass, Role role, int layer, const at::Tensor& x) {
    const TensorKey weight{role, layer, TensorKind::Matrix}, bias{role, layer, TensorKind::Bias};
    if (overridden(pass, weight))
        return at::linear(x, tensorInEffect(pass, weight), tensorInEffect(pass, bias));
    const FrozenMatrix& matrix = pass.base.matrix(role, layer);
    if (overridden(pass, bias))
        return matrix.product(x, pass.precision) + tensorInEffect(pass, bias);
    return matrix.linear(x, pass.precision);
}

AttentionForm formOf(const ForwardPass& pass, const Mask& mask) {
    return {pass.base.config().heads, mask, pass.attentionDropout, pass.generator};
}

/// A sub-layer of postNormLayer.
struct Block {
    Site site;
    Role norm;
    /// Before dropout, skip-add and LayerNorm.
    at::Tensor (*output)(const ForwardPass& pass, int layer, const Tokens& x);
};

at::Tensor attentionOutput(const ForwardPass& pass, int layer, const Tokens& x) {
    return product(pass, Role::AttentionOut, layer, selfAttention(pass, layer, x), x.layout);
}

at::Tensor ffnOutput(const ForwardPass& pass, int layer, const Tokens& x) {
    const auto inner = activate(pass.base.config().activation, product(pass, Role::FfnIn, layer, x.hidden, x.layout));
    return product(pass, Role::FfnOut, layer, inner, x.layout);
}

constexpr Block attentionBlock{Site::Attention, Role::AttentionNorm, attentionOutput};
constexpr Block ffnBlock{Site::Ffn, Role::FfnNorm, ffnOutput};

/// Lets the observer compare the sub-layer with the base's own over the same tokens: those of the text, as the base
/// alone knows no others.
void showChange(const ForwardPass& pass, int layer, const Block& block, const Tokens& input, const at::Tensor& output,
                const Tokens& result) {
    const auto measured = pass.tuning ? pass.tuning->measuredAt(layer, block.site) : std::nullopt;
    if (!measured || *measured == Measured::Adapter)
        return;
    const ForwardPass alone = withBaseAlone(pass);
    const Tokens own{ownStates(input), pass.batch.layout};
    const auto before = block.output(alone, layer, own);
    if (*measured == Measured::Output)
        pass.changes(layer, block.site, *measured, ownStates(input.with(output)), before);
    else
        pass.changes(layer, block.site, *measured, ownStates(result),
                     closePost(alone, layer, block.site, block.norm, before, own).hidden);
}

Tokens subLayer(const ForwardPass& pass, int layer, const Block& block, const Tokens& input) {
    const auto output = block.output(pass, layer, input);
    Tokens result = closePost(pass, layer, block.site, block.norm, output, input);
    if (pass.changes)
        showChange(pass, layer, block, input, output, result);
    return result;
}

}  // namespace

at::Tensor tensorInEffect(const ForwardPass& pass, const TensorKey& key) {
    const auto* own = overridden(pass, key);
    const double strength = own ? strengthAt(pass, placeOf(pass, key)) : 0;
    const at::Tensor& base = pass.base.tensor(key);
    if (!own || strength == 1)
        return own ? *own : base;
    return base + strength * (*own - base);
}

at::Tensor look(const ForwardPass& pass, Role table, const at::Tensor& ids, const Layout& layout) {
    return withParts(pass, table, -1, ids, at::embedding(tensorInEffect(pass, {table, -1, TensorKind::Matrix}), ids),
                     layout);
}

at::Tensor norm(const ForwardPass& pass, Role role, int layer, const at::Tensor& x) {
    return at::layer_norm(x, {x.size(1)}, tensorInEffect(pass, {role, layer, TensorKind::Gain}),
                          tensorInEffect(pass, {role, layer, TensorKind::Bias}), pass.base.config().layerNormEps);
}

at::Tensor drop(const ForwardPass& pass, const at::Tensor& x) {
    return pass.generator ? dropout(x, pass.hiddenDropout, *pass.generator) : x;
}

Tokens embedded(const ForwardPass& pass, bool hasTypes) {
    const PromptPart* prompt = pass.tuning && strengthAt(pass, -1) != 0 ? pass.tuning->prompt() : nullptr;
    const auto withPrompt = [&](const at::Tensor& rows, const Tokens& tokens) {
        return inserted(rows, tokens, prompt->after());
    };
    const bool joinsWords = prompt && prompt->joinsWords();
    Tokens words{look(pass, Role::Word, pass.batch.ids, pass.batch.layout), pass.batch.layout};
    at::Tensor positions = pass.batch.positions, types = pass.batch.types;
    if (joinsWords) {
        const Tokens typesOfTexts{types.unsqueeze(1), pass.batch.layout};
        types = withPrompt(at::zeros({prompt->rows().size(0), 1}, types.options()), typesOfTexts).hidden.squeeze(1);
        words = withPrompt(prompt->rows(), words);
        positions = words.layout.places();
    }
    if (pass.tuning && pass.tuning->firstPosition() > 0 && strengthAt(pass, -1) != 0)
        positions = positions + pass.tuning->firstPosition();
    at::Tensor sum = words.hidden + look(pass, Role::Position, positions, words.layout);
    if (hasTypes)
        sum = sum + look(pass, Role::Type, types, words.layout);
    Tokens states = words.with(drop(pass, norm(pass, Role::EmbeddingNorm, -1, sum)));
    const StatePart* part = pass.tuning ? pass.tuning->onStates() : nullptr;
    if (const double strength = part ? strengthAt(pass, -1) : 0; strength != 0) {
        const auto changed = part->apply(states.hidden);
        states = states.with(strength == 1 ? changed : at::lerp(states.hidden, changed, strength));
    }
    return prompt && !joinsWords ? withPrompt(prompt->rows(), states) : states;
}

at::Tensor product(const ForwardPass& pass, Role role, int layer, const at::Tensor& x, const Layout& layout) {
    const at::Tensor input = inputWithParts(pass, role, layer, x);
    return withParts(pass, role, layer, input, plainProduct(pass, role, layer, input), layout);
}

at::Tensor queriesKeysValues(const ForwardPass& pass, int layer, const Tokens& tokens) {
    const at::Tensor& x = tokens.hidden;
    constexpr std::array roles = {Role::Query, Role::Key, Role::Value};
    const auto anyOf = [&](const auto& holds) {
        return std::any_of(roles.begin(), roles.end(), [&](Role role) { return holds(pass, role, layer); });
    };
    std::vector<at::Tensor> each;
    if (anyOf(isOverridden) || anyOf(changesInput)) {
        for (const Role role : roles)
            each.push_back(product(pass, role, layer, x, tokens.layout));
        return at::cat(each, 1);
    }
    const at::Tensor fused = pass.base.queryKeyValue(layer).linear(x, pass.precision);
    if (!anyOf(hasParts))
        return fused;
    const auto plain = fused.chunk(3, 1);
    for (std::size_t i = 0; i < roles.size(); ++i)
        each.push_back(withParts(pass, roles[i], layer, x, plain[i], tokens.layout));
    return at::cat(each, 1);
}

at::Tensor attend(const ForwardPass& pass, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                  const Layout& queries, const Layout& keys, const AttentionRule& rule) {
    const auto form = formOf(pass, rule.mask);
    const auto turned = [&](const at::Tensor& x, const Layout& layout) {
        return rule.rotary ? rotated(x, placesOf(layout, queries), form.heads, *rule.rotary) : x;
    };
    return attention(turned(q, queries), turned(k, keys), v, queries, keys, form);
}

at::Tensor selfAttention(const ForwardPass& pass, int layer, const Tokens& x, const AttentionRule& rule) {
    const auto qkv = queriesKeysValues(pass, layer, x);
    const PrefixPart* prefix = pass.tuning ? pass.tuning->prefix(layer) : nullptr;
    const double strength = prefix ? strengthAt(pass, layer) : 0;
    const auto each = qkv.chunk(3, 1);
    const auto plain = [&] {
        return rule.rotary ? attend(pass, each[0], each[1], each[2], x.layout, x.layout, rule)
                           : attention(qkv, x.layout, formOf(pass, rule.mask));
    };
    if (strength == 0)
        return plain();
    const KeysValues before = prefix->before(x);
    const Tokens keys = inserted(before.keys, x.with(each[1])), values = inserted(before.values, x.with(each[2]));
    const auto whole = attend(pass, each[0], keys.hidden, values.hidden, x.layout, keys.layout, rule);
    // Part of a prefix is part of the way from the context without it.
    return strength == 1 ? whole : at::lerp(plain(), whole, strength);
}

Tokens closePost(const ForwardPass& pass, int layer, Site site, Role normRole, const at::Tensor& output,
                 const Tokens& input) {
    const auto h = drop(pass, output);
    const auto* part = pass.tuning ? pass.tuning->at(layer, site) : nullptr;
    const double strength = part ? strengthAt(pass, layer) : 0;
    if (strength == 0)
        return input.with(norm(pass, normRole, layer, h + input.hidden));
    const std::function<at::Tensor(const at::Tensor&)> own = [&](const at::Tensor& x) {
        return norm(pass, normRole, layer, x);
    };
    return input.with(part->close({pass, layer, site, h, input, own, strength}));
}

Tokens postNormLayer(const ForwardPass& pass, int layer, const Tokens& x) {
    const Tokens attended = subLayer(pass, layer, attentionBlock, x);
    return subLayer(pass, layer, ffnBlock, attended);
}

}  // namespace adapterscope
