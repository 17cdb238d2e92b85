// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

#include <cmath>

#include "core/base/Bases.h"
#include "core/model/Random.h"

namespace adapterscope::test {

std::filesystem::path minilmFolder() {
    return cacheFolder() / "bases" / "minilm";
}

BaseConfig tinyConfig() {
    BaseConfig config;
    config.hidden = 8;
    config.layers = 2;
    config.heads = 2;
    config.intermediate = 12;
    config.vocabulary = 24;
    config.positions = 16;
    config.hasPooler = false;
    config.defaultPooling = Pooling::Mean;
    return config;
}

NamedTensors tinyTensors(const BaseConfig& config, std::uint64_t seed, at::ScalarType type) {
    auto generator = makeGenerator(seed);
    NamedTensors tensors;
    for (const auto& [name, fact] : encoderTensors(config)) {
        const auto draw = at::empty(fact.shape(), at::kDouble).normal_(0, 1, generator);
        const bool norm = fact.kind == TensorKind::Gain;
        const double size = isTable(fact.role) ? 1 : fact.kind == TensorKind::Matrix ? 0.4 : 0.2;
        tensors[name] = (draw * size + (norm ? 1 : 0)).to(type);
    }
    return tensors;
}

std::shared_ptr<const Base> tinyBase(at::ScalarType type, std::uint64_t seed, const BaseConfig& config) {
    return std::make_shared<const Base>(config, tinyTensors(config, seed, type), "the tiny base");
}

std::vector<std::pair<Activation, std::function<double(double)>>> activationForms() {
    const double pi = std::acos(-1.0);
    return {{Activation::Gelu, [](double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); }},
            {Activation::GeluTanh,
             [pi](double x) { return x * 0.5 * (1 + std::tanh(std::sqrt(2 / pi) * (x + 0.044715 * x * x * x))); }},
            {Activation::Relu, [](double x) { return x > 0 ? x : 0; }},
            {Activation::Swish, [](double x) { return x / (1 + std::exp(-x)); }},
            {Activation::Tanh, [](double x) { return std::tanh(x); }},
            {Activation::LeakyRelu, [](double x) { return x > 0 ? x : 0.01 * x; }},
            {Activation::Sigmoid, [](double x) { return 1 / (1 + std::exp(-x)); }},
            {Activation::Identity, [](double x) { return x; }}};
}

void moveTrained(const Tuning& tuning, std::uint64_t seed) {
    const at::NoGradGuard guard;
    auto generator = makeGenerator(seed);
    for (const auto& parameter : tuning.parameters()) {
        at::Tensor tensor = parameter.tensor;
        tensor.add_(roomForDraws(tensor.sizes()).normal_(0, 0.3, generator).to(tensor.options()));
    }
}

Encoding encodingOf(std::vector<std::int32_t> ids) {
    Encoding encoding;
    encoding.typeIds.resize(ids.size());
    encoding.ids = std::move(ids);
    return encoding;
}

std::vector<Encoding> withoutPadding(const at::Tensor& ids, const at::Tensor& mask, const at::Tensor& types) {
    std::vector<Encoding> encodings;
    for (std::int64_t row = 0; row < ids.size(0); ++row) {
        const auto length = mask[row].sum().item<std::int64_t>();
        Encoding encoding;
        for (std::int64_t i = 0; i < length; ++i) {
            encoding.ids.push_back(ids[row][i].item<int>());
            encoding.typeIds.push_back(types[row][i].item<int>());
        }
        encodings.push_back(encoding);
    }
    return encodings;
}

double difference(const at::Tensor& a, const at::Tensor& b) {
    REQUIRE(a.sizes() == b.sizes());
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

at::Tensor centralDifferences(at::Tensor tensor, const std::function<at::Tensor()>& f) {
    constexpr double step = 1e-5;
    const at::NoGradGuard guard;
    auto result = at::empty_like(tensor);
    auto* const entries = tensor.data_ptr<double>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i) {
        const double value = entries[i];
        entries[i] = value + step;
        const double above = f().item<double>();
        entries[i] = value - step;
        const double below = f().item<double>();
        entries[i] = value;
        result.data_ptr<double>()[i] = (above - below) / (2 * step);
    }
    return result;
}

}  // namespace adapterscope::test
