// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/common/Folders.h"

namespace adapterscope {

struct BaseConfig;

/// A base found on this machine.
struct BaseRef {
    std::string name;              ///< as typed: builtin, minilm, a folder, a hub id
    std::filesystem::path folder;  ///< Hugging Face layout
};

/// `builtin`, `minilm`, a folder, or a hub id in the local cache. Says nothing of what is in the folder: counting wants
/// config.json only, tokenizing the tokenizer's files; checkBaseFolder looks. Throws Error saying what was looked for
/// and how to get it.
BaseRef resolveBase(const std::string& name);
/// What is at hand without naming a folder: builtin, minilm and the BERT models of the local hub cache.
std::vector<BaseRef> availableBases();
/// Whether the name may be one of the hub's: NAME or ORGANISATION/NAME in the letters that it allows.
bool looksLikeHubId(const std::string& name);
/// Where Hugging Face programs keep what they fetched: HF_HUB_CACHE, else HF_HOME/hub, else huggingface/hub in
/// XDG_CACHE_HOME or ~/.cache.
std::filesystem::path hubCacheFolder();

/// What keeps a folder from being used as a base, one clause each: missing, empty or truncated config.json, weights,
/// tokenizer files. Empty where all is well; reads no weights.
std::vector<std::string> baseFaults(const std::filesystem::path& folder);
/// Throws one Error that lists all of baseFaults.
void checkBaseFolder(const std::filesystem::path& folder);
/// What is worth knowing of a usable base before something is trained on it, one sentence each: what its folder states
/// and the program does otherwise. Reads no weights, only their names.
std::vector<std::string> baseRemarks(const std::filesystem::path& folder, const BaseConfig& config);

/// Throws Error if the base stores its weights in a way that the program cannot load, such as pytorch_model.bin.
void requireLoadable(const std::filesystem::path& folder);
/// Throws Error naming model.safetensors and its first tensor with a NaN or an infinity. Only tensors of the encoder
/// count; what was found of a large file is cached as its hash is.
void requireFiniteWeights(const std::filesystem::path& folder, const BaseConfig& config);
/// hasClassifier of core/base/BaseTensors.h for a folder; also throws Error if the classifier holds NaN or infinity.
bool hasClassifier(const std::filesystem::path& folder);

/// SHA-256 over config.json, weights and tokenizer files, of added_tokens.json and special_tokens_map.json only what
/// changes the tokens; that of a large file is cached beside its size and times in
/// the user's cache. Throws Error where config.json or the weights are missing.
std::string baseHash(const std::filesystem::path& folder);

}  // namespace adapterscope
