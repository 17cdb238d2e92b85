// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/MergedModel.h"

#include <tuple>
#include <utility>

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/exchange/HeadApart.h"
#include "core/model/Merging.h"
#include "core/model/SafeTensors.h"

namespace adapterscope {
namespace {

using LinearLayer = std::pair<at::Tensor, at::Tensor>;  ///< weight and bias

/// Two layers with ReLU between them that compute what the head's one layer does: relu(y) - relu(-y) = y. The first is
/// as wide as what it reads.
std::pair<LinearLayer, LinearLayer> asTwoLayers(const LoadedHead& head) {
    const std::int64_t classes = head.weight.size(0), d = head.weight.size(1);
    const auto one = at::eye(classes, head.weight.options());
    const auto unused = d - 2 * classes;
    return {{at::constant_pad_nd(at::cat({head.weight, -head.weight}), {0, 0, 0, unused}),
             at::constant_pad_nd(at::cat({head.bias, -head.bias}), {0, unused})},
            {at::constant_pad_nd(at::cat({one, -one}, 1), {0, unused}), at::zeros_like(head.bias)}};
}

/// The head's tensors as the family's class for a sequence's label names them; empty if it computes no such head.
NamedTensors classHead(const Family& family, const LoadedHead& head) {
    SavedHead names{.weight = "classifier.weight", .bias = "classifier.bias"};
    const bool hasDense = head.denseWeight.defined();
    if (head.pooling == Pooling::Pooler && !hasDense)
        return headTensors(names, head);  // over the encoder's pooler
    const bool fits =
        hasDense ? head.activation == family.headActivation && head.denseWeight.size(0) == head.denseWeight.size(1)
                 : family.headActivation == Activation::Relu && 2 * head.weight.size(0) <= head.weight.size(1);
    if (head.pooling != Pooling::Cls || !fits)
        return {};
    names.denseWeight = family.headDense + ".weight";
    names.denseBias = family.headDense + ".bias";
    return headTensors(names, head);
}

}  // namespace

NamedTensors headTensors(const SavedHead& names, const LoadedHead& head) {
    LinearLayer dense{head.denseWeight, head.denseBias}, last{head.weight, head.bias};
    if (!names.denseWeight.empty() && !head.denseWeight.defined())
        std::tie(dense, last) = asTwoLayers(head);
    NamedTensors tensors{{names.weight, last.first}, {names.bias, last.second}};
    if (!names.denseWeight.empty())
        tensors.insert({{names.denseWeight, dense.first}, {names.denseBias, dense.second}});
    for (auto& [name, tensor] : tensors)
        tensor = tensor.detach().to(at::kFloat).contiguous();
    return tensors;
}

MergedModel mergedModel(const Base& base, const LoadedAdapter& adapter) {
    const at::NoGradGuard guard;
    if (const std::string beyond = beyondBase(base.config(), adapter.tuning); !beyond.empty())
        throw Error("'{}' cannot be merged into its base: it has {}, for which the base has no tensors.",
                    toText(adapter.saved.design), beyond);
    const Family& family = familyNamed(base.config().family);
    const NamedTensors head = adapter.head ? classHead(family, *adapter.head) : NamedTensors();
    const std::string prefix = head.empty() ? "" : family.name + ".";
    MergedModel model;
    model.architecture = family.className + (head.empty() ? "Model" : "ForSequenceClassification");
    for (const auto& [name, tensor] : withUpdate(base.tensors(), mergingUpdate(base, adapter.tuning)))
        model.tensors[prefix + name] = tensor.to(at::kFloat);
    for (const auto& [name, tensor] : head)
        model.tensors[name] = tensor;  // in place of a pooler, if the head has one of its own
    if (adapter.head && head.empty())
        model.head = headTensors(headApart(adapter.head->denseWeight.defined()), *adapter.head);
    return model;
}

bool writeHead(const MergedModel& model, const LoadedAdapter& adapter, const std::vector<std::string>& labels,
               const std::filesystem::path& folder) {
    if (model.head.empty())
        return false;
    writeSafeTensors(folder / headApartName, model.head,
                     headApartMetadata(adapter.head->facts(), adapter.head->activation, labels));
    return true;
}

}  // namespace adapterscope
