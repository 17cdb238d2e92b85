// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/exchange/SavedAdapter.h"

namespace adapterscope {

/// A trained adapter that is to be written as another library saves one.
struct TrainedAdapter {
    Design design;
    HeadFacts head;
    Activation activation = Activation::Identity;  ///< between the layers of a head of two
    std::vector<std::string> labels = {};  ///< of the head's classes in their order; empty if they have no names
    std::string base = {};                 ///< its name
};

/// What that library's folder holds, apart from the tensors' values.
struct AdapterFiles {
    std::string tensorsName;              ///< of the file with the adapter's tensors
    std::string headName = {};            ///< of the file with the head's; empty if they are in the same
    nlohmann::json config;                ///< adapter_config.json
    nlohmann::json headConfig;            ///< head_config.json; null if there is none
    SavedTensors tensors;                 ///< where those of the tuning are, as it is kept (asStored)
    std::optional<SavedHead> head;        ///< empty if it has none
    std::vector<std::string> notes = {};  ///< what is worth knowing
    /// Of the head's file, if that is safetensors.
    std::map<std::string, std::string> headMetadata = {{"format", "pt"}};
};

/// `library` is "adapterhub" or "peft". Throws Error that names the setting which the library cannot hold, or an
/// unknown library.
AdapterFiles adapterFiles(const std::string& library, const TrainedAdapter& trained, const BaseConfig& base);

/// What is written for each library. The design is valid for the base.
AdapterFiles adapterHubFiles(const TrainedAdapter& trained, const BaseConfig& base);
AdapterFiles peftFiles(const TrainedAdapter& trained, const BaseConfig& base);

/// The parts, those of named unions in the places of these.
std::vector<Part> memberParts(const Design& design);
/// The parts as their tensors are kept after training, those of named unions in the places of these.
std::vector<Part> keptParts(const Design& design);
/// The head is kept beside the adapter (HeadApart.h); `note` states why.
void addHeadApart(AdapterFiles& files, const TrainedAdapter& trained, const std::string& note);
/// What a library's configuration has no place for, whatever the method. `library` with its article: "a PEFT".
void noteTheRest(const Design& design, const std::string& library, std::vector<Sentence>& notes);
/// A key of that method, for a sentence.
NamedKey keyOfMethod(const std::string& method, const std::string& key, std::string value = {});
/// Throws Error that `library` cannot hold the design; the reason is a clause.
[[noreturn]] void refuseFor(const std::string& library, const Design& design, const Sentence& reason);

}  // namespace adapterscope
