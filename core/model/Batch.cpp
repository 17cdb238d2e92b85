// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Batch.h"

namespace adapterscope {
namespace {

template <typename Scalar>
void addMeans(const at::Tensor& hidden, const std::vector<std::int64_t>& offsets, at::Tensor& means) {
    const auto width = hidden.size(1);
    const auto* from = hidden.data_ptr<Scalar>();
    auto* to = means.data_ptr<Scalar>();
    for (std::size_t s = 0; s + 1 < offsets.size(); ++s, to += width) {
        for (auto row = offsets[s]; row < offsets[s + 1]; ++row)
            for (std::int64_t k = 0; k < width; ++k)
                to[k] += from[row * width + k];
        const auto factor = Scalar(1) / static_cast<Scalar>(offsets[s + 1] - offsets[s]);
        for (std::int64_t k = 0; k < width; ++k)
            to[k] *= factor;
    }
}

template <typename Scalar>
void spread(const at::Tensor& rows, const std::vector<std::int64_t>& offsets, bool shared, at::Tensor& out) {
    const auto width = rows.size(1);
    const auto* from = rows.data_ptr<Scalar>();
    auto* to = out.data_ptr<Scalar>();
    for (std::size_t s = 0; s + 1 < offsets.size(); ++s, from += width) {
        const auto factor = shared ? Scalar(1) / static_cast<Scalar>(offsets[s + 1] - offsets[s]) : Scalar(1);
        for (auto row = offsets[s]; row < offsets[s + 1]; ++row)
            for (std::int64_t k = 0; k < width; ++k)
                to[row * width + k] = from[k] * factor;
    }
}

class MeanOverTokens : public torch::autograd::Function<MeanOverTokens> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& hidden,
                              const std::vector<std::int64_t>& offsets) {
        context->saved_data["offsets"] = offsets;
        const auto plain = hidden.contiguous();
        auto means = at::zeros({static_cast<std::int64_t>(offsets.size()) - 1, plain.size(1)}, plain.options());
        AT_DISPATCH_FLOATING_TYPES(plain.scalar_type(), "meanOverTokens",
                                   [&] { addMeans<scalar_t>(plain, offsets, means); });
        return means;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto offsets = context->saved_data["offsets"].toIntVector();
        const auto plain = gradients[0].contiguous();
        auto out = at::empty({offsets.back(), plain.size(1)}, plain.options());
        AT_DISPATCH_FLOATING_TYPES(plain.scalar_type(), "meanOverTokens",
                                   [&] { spread<scalar_t>(plain, offsets, true, out); });
        return {out, {}};
    }
};

}  // namespace

Batch makeBatch(const std::vector<const Encoding*>& sequences) {
    Batch batch;
    std::vector<std::int64_t> ids, types, positions;
    batch.offsets.push_back(0);
    for (const auto* sequence : sequences) {
        ids.insert(ids.end(), sequence->ids.begin(), sequence->ids.end());
        types.insert(types.end(), sequence->typeIds.begin(), sequence->typeIds.end());
        for (std::size_t i = 0; i < sequence->ids.size(); ++i)
            positions.push_back(static_cast<std::int64_t>(i));
        batch.offsets.push_back(static_cast<std::int64_t>(ids.size()));
    }
    batch.ids = torch::tensor(ids, at::kLong);
    batch.types = torch::tensor(types, at::kLong);
    batch.positions = torch::tensor(positions, at::kLong);
    batch.first = torch::tensor(std::vector<std::int64_t>(batch.offsets.begin(), batch.offsets.end() - 1), at::kLong);
    return batch;
}

Batch makeBatch(const std::vector<Encoding>& sequences) {
    std::vector<const Encoding*> pointers;
    for (const auto& sequence : sequences)
        pointers.push_back(&sequence);
    return makeBatch(pointers);
}

at::Tensor meanOverTokens(const at::Tensor& hidden, const Batch& batch) {
    return MeanOverTokens::apply(hidden, batch.offsets);
}

at::Tensor spreadOverTokens(const at::Tensor& rows, const Batch& batch) {
    std::vector<std::int64_t> owner;
    for (std::int64_t s = 0; s < batch.sequences(); ++s)
        owner.insert(owner.end(), static_cast<std::size_t>(batch.length(s)), s);
    return rows.index_select(0, torch::tensor(owner, at::kLong));
}

}  // namespace adapterscope
