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

double strengthAt(const ForwardPass& pass, const TunedPlace& place) {
    return pass.strength ? pass.strength(place) : 1;
}

/// 0 if there is no part.
double strengthOf(const ForwardPass& pass, const TunedPart* part, int layer, Site site) {
    return part ? strengthAt(pass, {part->part(), layer, site}) : 0;
}

/// The strength of what a part of the design changes about a tensor or a product of the base. The pooler, above the
/// layers, has no layer of its own.
double strengthOn(const ForwardPass& pass, std::size_t part, Role role, int layer) {
    if (!pass.strength)
        return 1;
    return pass.strength({part, role == Role::Pooler ? pass.base.config().layers : layer, siteOf(role)});
}

const SidePart* sideOf(const ForwardPass& pass) {
    return pass.tuning ? pass.tuning->side() : nullptr;
}

double strengthOfSide(const ForwardPass& pass) {
    return strengthOf(pass, sideOf(pass), pass.base.config().layers, Site::LastState);
}

/// The tuning's own tensor, and how much of it takes effect.
struct OwnTensor {
    const at::Tensor* tensor = nullptr;  ///< null if there is none, or nothing of it takes effect
    double strength = 0;
};

OwnTensor ownTensor(const ForwardPass& pass, const TensorKey& key) {
    const auto* own = pass.tuning ? pass.tuning->overridden(key) : nullptr;
    const double strength = own ? strengthOn(pass, own->part, key.role, key.layer) : 0;
    return {strength != 0 ? &own->tensor : nullptr, strength};
}

bool hasOwn(const ForwardPass& pass, const TensorKey& key) {
    return ownTensor(pass, key).tensor != nullptr;
}

/// Calls `visit(part, strength)` for each part on a product that has an effect there, in the order of the design.
template <typename Visit>
void eachPart(const ForwardPass& pass, Role role, int layer, Visit visit) {
    if (!pass.tuning)
        return;
    for (const auto& part : pass.tuning->at(role, layer))
        if (const double strength = strengthOn(pass, part->part(), role, layer); strength != 0)
            visit(*part, strength);
}

bool hasParts(const ForwardPass& pass, Role role, int layer) {
    bool any = false;
    eachPart(pass, role, layer, [&](const ProductPart&, double) { any = true; });
    return any;
}

bool changesInput(const ForwardPass& pass, Role role, int layer) {
    bool any = false;
    eachPart(pass, role, layer, [&](const ProductPart& part, double) { any = any || part.changesInput(); });
    return any;
}

bool isOverridden(const ForwardPass& pass, Role role, int layer) {
    return hasOwn(pass, {role, layer, TensorKind::Matrix}) || hasOwn(pass, {role, layer, TensorKind::Bias});
}

/// x as changed by the parts on a product.
at::Tensor inputWithParts(const ForwardPass& pass, Role role, int layer, at::Tensor x) {
    eachPart(pass, role, layer, [&](const ProductPart& part, double strength) {
        if (part.changesInput())
            x = part.input(x, strength);
    });
    return x;
}

/// y as changed by the parts on a product.
at::Tensor withParts(const ForwardPass& pass, Role role, int layer, const at::Tensor& x, at::Tensor y,
                     const Layout& layout) {
    eachPart(pass, role, layer, [&](const ProductPart& part, double strength) {
        y = part.apply({pass, role, layer, x, y, layout, strength});
    });
    return y;
}

at::Tensor frozenProduct(const ForwardPass& pass, Role role, int layer, const at::Tensor& x) {
    const TensorKey weight{role, layer, TensorKind::Matrix}, bias{role, layer, TensorKind::Bias};
    if (hasOwn(pass, weight))
        return at::linear(x, tensorInEffect(pass, weight), tensorInEffect(pass, bias));
    const FrozenMatrix& matrix = pass.base.matrix(role, layer);
    if (hasOwn(pass, bias))
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
/// by itself knows no others.
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

/// The end of a sub-layer; `last` follows its skip-add.
template <typename Last>
Tokens closed(const ForwardPass& pass, int layer, Site site, const at::Tensor& output, const Tokens& input, Last last) {
    const auto h = drop(pass, output);
    const auto* part = pass.tuning ? pass.tuning->at(layer, site) : nullptr;
    const double strength = strengthOf(pass, part, layer, site);
    if (strength == 0)
        return input.with(last(h + input.hidden));
    const std::function<at::Tensor(const at::Tensor&)> norm = std::cref(last);  // which allocates nothing
    return input.with(part->close({pass, layer, site, h, input, norm, strength}));
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
    const auto [own, strength] = ownTensor(pass, key);
    if (own && strength == 1)
        return *own;
    const at::Tensor& base = pass.base.tensor(key);
    return own ? base + strength * (*own - base) : base;
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
    const PromptPart* prompt = pass.tuning ? pass.tuning->prompt() : nullptr;
    if (strengthOf(pass, prompt, -1, Site::Embeddings) == 0)
        prompt = nullptr;
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
    if (const auto first = pass.tuning ? pass.tuning->firstPosition() : Tuning::FirstPosition();
        first.position > 0 && strengthAt(pass, {first.part, -1, Site::Embeddings}) != 0)
        positions = positions + first.position;
    at::Tensor sum = words.hidden + look(pass, Role::Position, positions, words.layout);
    if (hasTypes)
        sum = sum + look(pass, Role::Type, types, words.layout);
    Tokens states = words.with(drop(pass, norm(pass, Role::EmbeddingNorm, -1, sum)));
    const StatePart* part = pass.tuning ? pass.tuning->onStates() : nullptr;
    if (const double strength = strengthOf(pass, part, -1, Site::Embeddings); strength != 0) {
        const auto changed = part->apply(states.hidden);
        states = states.with(strength == 1 ? changed : at::lerp(states.hidden, changed, strength));
    }
    return prompt && !joinsWords ? withPrompt(prompt->rows(), states) : states;
}

at::Tensor product(const ForwardPass& pass, Role role, int layer, const at::Tensor& x, const Layout& layout) {
    const at::Tensor input = inputWithParts(pass, role, layer, x);
    return withParts(pass, role, layer, input, frozenProduct(pass, role, layer, input), layout);
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
    const double strength = strengthOf(pass, prefix, layer, Site::Attention);
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
    return closed(pass, layer, site, output, input,
                  [&](const at::Tensor& x) { return norm(pass, normRole, layer, x); });
}

Tokens closePre(const ForwardPass& pass, int layer, Site site, const at::Tensor& output, const Tokens& input) {
    return closed(pass, layer, site, output, input, [](const at::Tensor& x) { return x; });
}

bool readsEveryState(const ForwardPass& pass) {
    return strengthOfSide(pass) != 0;
}

Tokens lastState(const ForwardPass& pass, const std::vector<Tokens>& states) {
    const Tokens& last = states.back();
    const double strength = strengthOfSide(pass);
    const auto own = sideOf(pass)->apply(pass, states);
    Tokens result = last.with(strength == 1 ? own : at::lerp(last.hidden, own, strength));
    if (pass.changes)
        pass.changes(pass.base.config().layers, Site::LastState, Measured::Result, ownStates(result), ownStates(last));
    return result;
}

Tokens postNormLayer(const ForwardPass& pass, int layer, const Tokens& x) {
    const Tokens attended = subLayer(pass, layer, attentionBlock, x);
    return subLayer(pass, layer, ffnBlock, attended);
}

}  // namespace adapterscope
