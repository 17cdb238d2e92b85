// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Encoder.h"

#include "core/model/Activation.h"
#include "core/model/Attention.h"
#include "core/model/Random.h"

namespace adapterscope {
namespace {

const at::Tensor& tensorOf(const ForwardPass& pass, const std::string& name) {
    const auto* own = pass.tuning ? pass.tuning->overridden(name) : nullptr;
    return own ? *own : pass.base.tensor(name);
}

bool isOverridden(const ForwardPass& pass, const std::string& name) {
    return pass.tuning && pass.tuning->overridden(name);
}

at::Tensor linear(const ForwardPass& pass, const std::string& name, const at::Tensor& x) {
    if (isOverridden(pass, name + ".weight"))
        return at::linear(x, tensorOf(pass, name + ".weight"), tensorOf(pass, name + ".bias"));
    return pass.base.matrix(name).linear(x, pass.precision);
}

at::Tensor layerNorm(const ForwardPass& pass, const std::string& name, const at::Tensor& x) {
    return at::layer_norm(x, {x.size(1)}, tensorOf(pass, name + ".weight"), tensorOf(pass, name + ".bias"),
                          pass.base.config().layerNormEps);
}

at::Tensor drop(const ForwardPass& pass, const at::Tensor& x) {
    return pass.generator ? dropout(x, pass.hiddenDropout, *pass.generator) : x;
}

/// The end of a sub-layer: dropout, adapter, skip-add, LayerNorm.
at::Tensor close(const ForwardPass& pass, int layer, Site site, const std::string& norm, const at::Tensor& output,
                 const at::Tensor& input) {
    const auto h = drop(pass, output);
    const auto* adapter = pass.tuning ? pass.tuning->adapter(layer, site) : nullptr;
    if (!adapter)
        return layerNorm(pass, norm, h + input);
    std::function<void(const at::Tensor&, const at::Tensor&)> seen;
    if (pass.observer)
        seen = [&](const at::Tensor& in, const at::Tensor& branch) { pass.observer(layer, site, in, branch); };
    const auto own = [&](const at::Tensor& x) { return layerNorm(pass, norm, x); };
    return layerNorm(pass, norm, adapter->apply(h, input, own, pass.batch, pass.generator, seen) + input);
}

at::Tensor projections(const ForwardPass& pass, const std::string& self, const at::Tensor& x) {
    if (!isOverridden(pass, self + "query.weight"))
        return pass.base.matrix(self + "qkv").linear(x, pass.precision);
    return at::cat({linear(pass, self + "query", x), linear(pass, self + "key", x), linear(pass, self + "value", x)},
                   1);
}

at::Tensor encodeLayer(const ForwardPass& pass, int i, const at::Tensor& x) {
    const auto layer = layerPrefix(i);
    const auto& config = pass.base.config();
    const auto context = attention(projections(pass, layer + "attention.self.", x), pass.batch, config.heads,
                                   pass.attentionDropout, pass.generator);
    const auto attended = close(pass, i, Site::Attention, layer + "attention.output.LayerNorm",
                                linear(pass, layer + "attention.output.dense", context), x);
    const auto inner = activate(config.activation, linear(pass, layer + "intermediate.dense", attended));
    return close(pass, i, Site::Ffn, layer + "output.LayerNorm", linear(pass, layer + "output.dense", inner), attended);
}

}  // namespace

at::Tensor embed(const ForwardPass& pass) {
    const auto look = [&](const char* table, const at::Tensor& ids) {
        return at::embedding(tensorOf(pass, std::string("embeddings.") + table + "_embeddings.weight"), ids);
    };
    const auto sum =
        look("word", pass.batch.ids) + look("position", pass.batch.positions) + look("token_type", pass.batch.types);
    return drop(pass, layerNorm(pass, "embeddings.LayerNorm", sum));
}

at::Tensor encodeLayers(const ForwardPass& pass, at::Tensor hidden, int first, int last,
                        std::vector<at::Tensor>* states) {
    for (int i = first; i < last; ++i) {
        hidden = encodeLayer(pass, i, hidden);
        if (states)
            states->push_back(hidden);
    }
    return hidden;
}

std::vector<at::Tensor> hiddenStates(const ForwardPass& pass) {
    std::vector<at::Tensor> states{embed(pass)};
    encodeLayers(pass, states[0], 0, pass.base.config().layers, &states);
    return states;
}

at::Tensor encode(const ForwardPass& pass) {
    return encodeLayers(pass, embed(pass), 0, pass.base.config().layers);
}

at::Tensor pool(const ForwardPass& pass, const at::Tensor& hidden, Pooling pooling) {
    if (pooling == Pooling::Mean)
        return meanOverTokens(hidden, pass.batch);
    const auto first = hidden.index_select(0, pass.batch.first);
    return pooling == Pooling::Cls ? first : at::tanh(linear(pass, "pooler.dense", first));
}

at::Tensor classify(const ForwardPass& pass, const at::Tensor& hidden, double headDropout) {
    auto pooled = pool(pass, hidden, pass.tuning->pooling());
    if (pass.generator)
        pooled = dropout(pooled, headDropout, *pass.generator);
    return at::linear(pooled, pass.tuning->headWeight(), pass.tuning->headBias());
}

}  // namespace adapterscope
