// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/AdapterFolder.h"

#include <fmt/format.h>

#include <numeric>
#include <set>

#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/common/Text.h"
#include "core/design/Methods.h"
#include "core/design/PartNames.h"
#include "core/design/methods/Prompt.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "core/model/Activation.h"
#include "core/model/TorchFile.h"
#include "core/training/FusedRuns.h"

namespace adapterscope {
namespace fs = std::filesystem;
namespace {

NamedTensors readFirst(const fs::path& folder, const std::vector<std::string>& names, bool isNeeded) {
    for (const std::string& name : names)
        if (fs::exists(folder / name))
            return name.ends_with(".bin") ? readTorchTensors(folder / name) : readSafeTensors(folder / name).tensors;
    if (isNeeded)
        throw Error("{} holds no weights: neither {} nor {}.", folder.string(), names.front(), names.back());
    return {};
}

TensorShapes shapesOf(const NamedTensors& tensors) {
    TensorShapes shapes;
    for (const auto& [name, tensor] : tensors)
        shapes[name] = tensor.sizes().vec();
    return shapes;
}

/// The saved tensor in the shape that the tuning has: a slice of it, or without sides of length 1.
at::Tensor fitted(const at::Tensor& saved, const SavedTensor& where, const at::Tensor& wanted, const fs::path& folder) {
    at::Tensor tensor = saved;
    if (where.slices > 1 && wanted.numel() * where.slices == saved.numel())
        tensor = saved.reshape({wanted.size(0), where.slices, wanted.size(1)}).select(1, where.slice);
    if (tensor.squeeze().sizes() != wanted.squeeze().sizes())
        throw Error("{}: the tensor {} has the shape {}, which does not fit this base and adapter_config.json.",
                    folder.string(), where.name, c10::str(saved.sizes()));
    tensor = tensor.reshape(wanted.sizes()).to(wanted.options());
    if (where.factor != 1)
        tensor = tensor / where.factor;
    return where.isAdded ? wanted + tensor : tensor;
}

/// Fills the tuning; tensors of the base that the adapter leaves as they are keep their values.
void fill(Tuning& tuning, const SavedAdapter& saved, const NamedTensors& tensors, const fs::path& folder) {
    const at::NoGradGuard guard;
    NamedTensors state = tuning.state();
    std::set<std::string> used;
    for (auto& [name, tensor] : state) {
        const auto where = saved.tensors.find(name);
        if (where == saved.tensors.end())
            continue;
        const auto found = tensors.find(where->second.name);
        if (found == tensors.end())
            throw Error("{}: the tensor {} is missing.", folder.string(), where->second.name);
        tensor = fitted(found->second, where->second, tensor, folder);
        used.insert(where->second.name);
    }
    for (const auto& [own, where] : saved.tensors)
        if (!state.contains(own))
            throw Error("{}: the tensor {} does not belong in '{}'.", folder.string(), where.name,
                        toText(saved.design));
    for (const auto& [name, tensor] : tensors)
        if (!used.contains(name) && !saved.isHeads(name) && !saved.isAlias(name))
            throw Error("{}: the tensor {} is not understood, so the adapter cannot be read.", folder.string(), name);
    tuning.load(state);
}

void requireFinite(const NamedTensors& tensors, const fs::path& folder) {
    for (const auto& [name, tensor] : tensors)
        if (!at::isfinite(tensor).all().item<bool>())
            throw Error("{}: the tensor {} holds NaN or infinity, so the adapter cannot be used: save it again.",
                        folder.string(), name);
}

/// The design of what a folder holds, which nobody wrote: a fault of it is one of the folder's.
void requireValidIn(const fs::path& folder, const Design& design, const BaseConfig& base) {
    try {
        requireValid(design, base);
    } catch (const Error& fault) {
        throw Error("{} describes what cannot be read. {}", (folder / adapterConfigName).string(), fault.sentence());
    }
}

std::optional<LoadedHead> headOf(const SavedAdapter& saved, const NamedTensors& tensors, const Base& base,
                                 const fs::path& folder) {
    if (!saved.head)
        return std::nullopt;
    const auto get = [&](const std::string& name, const std::vector<std::int64_t>& shape) {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            throw Error("{}: the head of the adapter has no tensor {}.", folder.string(), name);
        if (found->second.sizes() != at::IntArrayRef(shape))
            throw Error("{}: the head's tensor {} has the shape {}, and {} is what fits.", folder.string(), name,
                        c10::str(found->second.sizes()), c10::str(at::IntArrayRef(shape)));
        return found->second.to(base.options());
    };
    const std::int64_t hidden = base.config().hidden;
    const auto last = tensors.find(saved.head->weight);
    const bool hasClasses = last != tensors.end() && last->second.dim() == 2 && last->second.size(0) > 0;
    const std::int64_t classes = hasClasses ? last->second.size(0) : 1;
    LoadedHead head{.weight = get(saved.head->weight, {classes, hidden}),
                    .bias = get(saved.head->bias, {classes}),
                    .activation = saved.head->activation,
                    .pooling = saved.head->pooling};
    if (!saved.head->denseWeight.empty()) {
        head.denseWeight = get(saved.head->denseWeight, {hidden, hidden});
        head.denseBias = get(saved.head->denseBias, {hidden});
    }
    return head;
}

/// Why the names of the head's classes contradict the task's labels, as a clause; empty if they include all of them,
/// each for a class of its own, or none.
std::string namesFault(const LoadedAdapter& adapter, const std::vector<std::string>& labels) {
    const auto& named = adapter.saved.head->labels;
    std::set<int> classes;
    std::vector<std::string> known, unknown;
    for (const std::string& label : labels)
        if (const auto found = named.find(label); found != named.end()) {
            known.push_back(label);
            classes.insert(found->second);
        } else {
            unknown.push_back(label);
        }
    if (known.empty())
        return {};
    if (!unknown.empty())
        return fmt::format("it names {} among its classes, but not {}", listed(known, "and"), listed(unknown, "or"));
    return classes.size() == labels.size() ? std::string() : "it gives one class several of the task's labels";
}

/// Which row of the head each label is, if neither its number of classes nor their names contradict the labels.
at::Tensor orderOf(const LoadedAdapter& adapter, const std::vector<std::string>& labels,
                   std::vector<std::string>& notes) {
    const auto& named = adapter.saved.head->labels;
    std::vector<std::int64_t> order;
    for (const std::string& label : labels)
        if (const auto found = named.find(label); found != named.end())
            order.push_back(found->second);
    if (order.empty()) {
        order.resize(labels.size());
        std::iota(order.begin(), order.end(), 0);
        notes.push_back(
            fmt::format("The adapter does not name the task's labels, so its classes are taken in their "
                        "order: 0 is {}, and so on.",
                        labels.front()));
    }
    return torch::tensor(order, adapter.head->weight.options().dtype(at::kLong));
}

/// A design whose tensors are all read: a prompt's start would need the tokenizer of the base.
Design toBeFilled(Design design) {
    if (auto* prompt = settingsIf<PromptSettings>(design))
        prompt->init = PromptSettings::Init::Random;
    return design;
}

}  // namespace

at::Tensor headOrder(const LoadedAdapter& adapter, const std::vector<std::string>& labels,
                     std::vector<std::string>& notes) {
    if (!adapter.head)
        throw Error("The adapter was saved without a head, so it cannot be evaluated on a task.");
    const auto classes = static_cast<std::size_t>(adapter.head->weight.size(0));
    if (classes != labels.size())
        throw Error("The adapter's head has {}, and the task has {} ({}).",
                    counted(static_cast<std::int64_t>(classes), "class", "classes"),
                    counted(std::ssize(labels), "label"), listed(labels, "and"));
    if (const std::string fault = namesFault(adapter, labels); !fault.empty())
        throw Error("The head cannot be used for this task: {}.", fault);
    return orderOf(adapter, labels, notes);
}

HeadFacts LoadedHead::facts() const {
    return {static_cast<int>(weight.size(0)), denseWeight.defined() ? 2 : 1, pooling};
}

bool isUnchanged(const AdapterStart& start) {
    return savedAdapterHash(start.folder) == start.hash;
}

std::vector<std::string> startAt(const fs::path& folder, const Design& design, const Base& base,
                                 const std::vector<std::string>& labels, StartHead head, Tuning& tuning) {
    const LoadedAdapter adapter = loadAdapter(folder, base);
    requireSameDesign(adapter.saved.design, design, folder);
    NamedTensors state = tuning.state();
    for (const auto& [name, tensor] : adapter.tuning.state())
        state[name] = tensor;
    const HeadFacts facts = adapter.head ? adapter.head->facts() : HeadFacts();
    std::string fault =
        design.head ? headFault(facts, tuning.pooling(), static_cast<int>(labels.size())) : "its design has no head";
    if (fault.empty())
        fault = namesFault(adapter, labels);
    std::vector<std::string> notes = adapter.saved.notes;
    if (fault.empty()) {
        const auto order = orderOf(adapter, labels, notes);
        state[headWeightName] = adapter.head->weight.index_select(0, order);
        state[headBiasName] = adapter.head->bias.index_select(0, order);
    } else if (head == StartHead::Required) {
        throw Error("The adapter in {} cannot be evaluated as it is: {}.", folder.string(), fault);
    } else if (design.head) {
        notes.push_back(fmt::format("The adapter in {} starts with a new head: {}.", folder.string(), fault));
    }
    tuning.load(state);
    return notes;
}

at::Tensor LoadedHead::logits(const at::Tensor& pooled) const {
    const auto x = denseWeight.defined() ? activate(activation, at::linear(pooled, denseWeight, denseBias)) : pooled;
    return at::linear(x, weight, bias);
}

LoadedAdapter loadAdapter(const fs::path& folder, const Base& base) {
    const auto files = savedAdapterFiles(folder);
    NamedTensors tensors = readFirst(folder, files.adapter, true);
    if (!files.head.empty())
        tensors.merge(readFirst(folder, files.head, false));
    tensors.merge(readFirst(folder, {headApartName}, false));
    SavedAdapter saved = readSavedAdapter(folder, shapesOf(tensors), base.config());
    requireFinite(tensors, folder);
    requireValidIn(folder, saved.design, base.config());
    Design design = toBeFilled(saved.design);
    design.head = false;  // the head is read as it was saved
    Tuning tuning(design, base, 1, saved.head ? saved.head->pooling : base.config().defaultPooling, 0);
    fill(tuning, saved, tensors, folder);
    auto head = headOf(saved, tensors, base, folder);
    return {std::move(saved), std::move(tuning), std::move(head)};
}

LoadedAdapter loadTuning(const RunSpec& spec, const fs::path& file, const std::vector<std::string>& labels,
                         const Base& base) {
    requireValid(spec.design, base.config());
    base.requirePooler(spec.pooling, spec.base);
    const SafeTensors kept = readSafeTensors(file);
    const NamedTensors& tensors = kept.tensors;
    const auto trained = tensors.find(headWeightName);
    const bool hasHead = trained != tensors.end() && trained->second.dim() == 2;
    const auto classes = hasHead ? static_cast<std::size_t>(trained->second.size(0)) : labels.size();
    if (classes < 1)
        throw Error(
            "The run trained no head, so its task {} must be where it was: that states how many classes there "
            "are.",
            spec.task.name);
    SavedAdapter saved;
    saved.library = "AdapterScope";
    saved.design = spec.design;
    saved.head = SavedHead();
    saved.head->pooling = spec.pooling;
    if (labels.size() == classes)
        for (std::size_t i = 0; i < classes; ++i)
            saved.head->labels[labels[i]] = static_cast<int>(i);
    Tuning tuning(toBeFilled(asStored(spec.design)), base, static_cast<int>(classes), spec.pooling, spec.seed,
                  fusedRunsIn(kept));
    tuning.load(tensors);
    LoadedHead head{.weight = tuning.headWeight(), .bias = tuning.headBias(), .pooling = spec.pooling};
    return {std::move(saved), std::move(tuning), std::move(head)};
}

}  // namespace adapterscope
