// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernels/MeanOverTokens.h"

#include "core/model/kernels/HasKernels.h"

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
void share(const at::Tensor& rows, const std::vector<std::int64_t>& offsets, at::Tensor& out) {
    const auto width = rows.size(1);
    const auto* from = rows.data_ptr<Scalar>();
    auto* to = out.data_ptr<Scalar>();
    for (std::size_t s = 0; s + 1 < offsets.size(); ++s, from += width) {
        const auto factor = Scalar(1) / static_cast<Scalar>(offsets[s + 1] - offsets[s]);
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
                                   [&] { share<scalar_t>(plain, offsets, out); });
        return {out, {}};
    }
};

}  // namespace

at::Tensor meanOverTokens(const at::Tensor& hidden, const Layout& layout) {
    return hasKernels(hidden) ? MeanOverTokens::apply(hidden, layout.offsets) : plainMeanOverTokens(hidden, layout);
}

at::Tensor plainMeanOverTokens(const at::Tensor& hidden, const Layout& layout) {
    std::vector<at::Tensor> means;
    for (std::int64_t s = 0; s < layout.sequences(); ++s)
        means.push_back(hidden.narrow(0, layout.start(s), layout.length(s)).mean(0));
    return at::stack(means);
}

}  // namespace adapterscope
