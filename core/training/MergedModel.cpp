// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/MergedModel.h"

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/exchange/HeadApart.h"
#include "core/model/Merging.h"
#include "core/model/SafeTensors.h"

namespace adapterscope {
namespace {

/// The head's tensors as the family's class for a sequence's label names them; empty if it computes no such head.
NamedTensors classHead(const Family& family, const LoadedHead& head) {
    const auto named = [&](const LinearLayer& dense, const LinearLayer& classifier) -> NamedTensors {
        return {{family.headDense + ".weight", dense.first},
                {family.headDense + ".bias", dense.second},
                {"classifier.weight", classifier.first},
                {"classifier.bias", classifier.second}};
    };
    const LinearLayer own{head.weight, head.bias};
    const bool hasDense = head.denseWeight.defined();
    if (head.pooling == Pooling::Pooler && !hasDense)
        return {{"classifier.weight", own.first}, {"classifier.bias", own.second}};  // over the encoder's pooler
    if (head.pooling != Pooling::Cls)
        return {};
    if (hasDense && head.activation == family.headActivation && head.denseWeight.size(0) == head.denseWeight.size(1))
        return named({head.denseWeight, head.denseBias}, own);
    if (!hasDense && family.headActivation == Activation::Relu && 2 * head.weight.size(0) <= head.weight.size(1)) {
        const auto [dense, classifier] = asTwoLayers(head);
        return named(dense, classifier);
    }
    return {};
}

NamedTensors apart(const LoadedHead& head) {
    const SavedHead names = headApart(head.denseWeight.defined());
    NamedTensors tensors{{names.weight, head.weight}, {names.bias, head.bias}};
    if (head.denseWeight.defined())
        tensors.insert({{names.denseWeight, head.denseWeight}, {names.denseBias, head.denseBias}});
    return tensors;
}

}  // namespace

std::pair<LinearLayer, LinearLayer> asTwoLayers(const LoadedHead& head) {
    const std::int64_t classes = head.weight.size(0), d = head.weight.size(1);
    const auto one = at::eye(classes, head.weight.options());
    const auto unused = d - 2 * classes;
    return {{at::constant_pad_nd(at::cat({head.weight, -head.weight}), {0, 0, 0, unused}),
             at::constant_pad_nd(at::cat({head.bias, -head.bias}), {0, unused})},
            {at::constant_pad_nd(at::cat({one, -one}, 1), {0, unused}), at::zeros_like(head.bias)}};
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
        model.tensors[name] = tensor.to(at::kFloat);  // in place of a pooler, if the head has one of its own
    if (adapter.head && head.empty())
        for (const auto& [name, tensor] : apart(*adapter.head))
            model.head[name] = tensor.to(at::kFloat);
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
