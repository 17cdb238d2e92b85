// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/AdapterExport.h"

#include <nlohmann/json.hpp>

#include <map>

#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "core/design/Methods.h"
#include "core/design/PartNames.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "core/model/TorchFile.h"
#include "core/training/MergedModel.h"

namespace adapterscope {
namespace fs = std::filesystem;
namespace {

/// The library's tensor that holds these slices; most tensors hold only one.
at::Tensor laidOut(const std::vector<at::Tensor>& slices, SavedTensor::Form form) {
    const at::Tensor whole = slices.size() == 1 ? slices.front() : at::stack(slices, 1);
    switch (form) {
        case SavedTensor::Form::Column:
            return whole.reshape({-1, 1});
        case SavedTensor::Form::Row:
            return whole.reshape({1, -1});
        case SavedTensor::Form::Vector:
            return whole.flatten();
        case SavedTensor::Form::AsHere:
            break;
    }
    return slices.size() == 1 ? whole : whole.flatten(1);
}

/// The values under the library's names. Each tensor of the tuning besides the head's must have one.
NamedTensors renamed(const SavedTensors& names, const NamedTensors& own, const Base& base) {
    std::map<std::string, std::vector<at::Tensor>> slices;
    for (const auto& [name, tensor] : own) {
        if (name == headWeightName || name == headBiasName)
            continue;
        const auto found = names.find(name);
        if (found == names.end())
            throw Error("The adapter cannot be exported: its tensor {} has no place there.", name);
        const SavedTensor& saved = found->second;
        auto& all = slices[saved.name];
        all.resize(static_cast<std::size_t>(saved.slices));
        all[static_cast<std::size_t>(saved.slice)] =
            (saved.isAdded ? tensor - base.tensor(name) : tensor) * saved.factor;
    }
    NamedTensors tensors;
    for (const auto& [name, saved] : names)
        tensors[saved.name] = laidOut(slices.at(saved.name), saved.form).to(at::kFloat).contiguous();
    return tensors;
}

void writeTensors(const fs::path& file, const NamedTensors& tensors,
                  const std::map<std::string, std::string>& metadata = {{"format", "pt"}}) {
    if (file.extension() == ".bin")
        writeTorchTensors(file, tensors);
    else
        writeSafeTensors(file, tensors, metadata);
}

}  // namespace

AdapterExport exportedAdapter(const std::string& library, const LoadedAdapter& adapter, const Base& base,
                              const std::vector<std::string>& labels, const std::string& baseName) {
    const at::NoGradGuard guard;
    TrainedAdapter trained{.design = adapter.saved.design, .labels = labels, .base = baseName};
    if (adapter.head) {
        trained.head = adapter.head->facts();
        trained.activation = adapter.head->activation;
    }
    AdapterExport result{.files = adapterFiles(library, trained, base.config())};
    result.tensors = renamed(result.files.tensors, adapter.tuning.stored(), base);
    if (result.files.head && adapter.head)
        (result.files.headName.empty() ? result.tensors : result.head)
            .merge(headTensors(*result.files.head, *adapter.head));
    return result;
}

std::vector<std::string> writeAdapter(const fs::path& folder, const AdapterExport& adapter) {
    std::vector<std::string> names;
    const auto file = [&](const std::string& name) {
        names.push_back(name);
        return folder / name;
    };
    writeTensors(file(adapter.files.tensorsName), adapter.tensors);
    if (!adapter.head.empty())
        writeTensors(file(adapter.files.headName), adapter.head, adapter.files.headMetadata);
    if (!adapter.files.headConfig.is_null())
        writeOutputFile(file(headConfigName), adapter.files.headConfig.dump(2) + '\n');
    writeOutputFile(file(adapterConfigName), adapter.files.config.dump(2) + '\n');
    return names;
}

}  // namespace adapterscope
