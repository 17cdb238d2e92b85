// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/common/Folders.h"
#include "core/common/Sentence.h"

namespace adapterscope {

struct BaseConfig;

/// The base that comes with the program, and the one that it fetches (BaseFetch.h).
inline constexpr const char *builtinBaseName = "builtin", *minilmBaseName = "minilm";
/// Whether it is one of them.
bool isOwnBaseName(const std::string& name);

/// A base found on this machine.
struct BaseRef {
    std::string name;              ///< as typed: builtin, minilm, a folder, a hub id
    std::filesystem::path folder;  ///< Hugging Face layout
};

/// `builtin`, `minilm`, a folder, or a hub id in the local cache. Does not look into the folder: counting needs
/// only config.json, tokenizing the tokenizer's files; checkBaseFolder checks. Throws Error stating what was looked for
/// and how to get it.
BaseRef resolveBase(const std::string& name);
/// The bases available without naming a folder: builtin, minilm and the BERT models of the local hub cache.
std::vector<BaseRef> availableBases();
/// Whether the name is a valid hub id: NAME or ORGANISATION/NAME in the characters that the hub allows.
bool looksLikeHubId(const std::string& name);
/// Where Hugging Face programs keep what they fetched: HF_HUB_CACHE, else HF_HOME/hub, else huggingface/hub in
/// XDG_CACHE_HOME or ~/.cache.
std::filesystem::path hubCacheFolder();

/// What keeps a folder from being used as a base, one clause each: missing, empty or truncated config.json, weights,
/// tokenizer files. Empty if the base is usable; reads no weights.
std::vector<std::string> baseFaults(const std::filesystem::path& folder);
/// Throws one Error that lists all of baseFaults.
void checkBaseFolder(const std::filesystem::path& folder);
/// What is worth knowing about a usable base before training on it, one sentence each: what its folder states but
/// the program does differently. Reads no weights, only their names.
std::vector<Sentence> baseRemarks(const std::filesystem::path& folder, const BaseConfig& config);

/// Throws Error if the base stores its weights in a way that the program cannot load, such as pytorch_model.bin.
void requireLoadable(const std::filesystem::path& folder);
/// Throws Error naming model.safetensors and its first tensor with a NaN or an infinity. Only tensors of the encoder
/// count, without the pooler; the finding for a large file is cached, as its hash is.
void requireFiniteWeights(const std::filesystem::path& folder, const BaseConfig& config);
/// The same about the pooler, which only some runs read; empty if it is sound or there is none.
Sentence poolerFault(const std::filesystem::path& folder, const BaseConfig& config);
/// hasClassifier of core/base/BaseTensors.h for a folder; also throws Error if the classifier holds NaN or infinity.
bool hasClassifier(const std::filesystem::path& folder);

/// SHA-256 over config.json, weights and tokenizer files; added_tokens.json and special_tokens_map.json count only if
/// they change the tokens. A large file's own is cached with its size and times in the user's cache. Throws Error if
/// config.json or the weights are missing.
std::string baseHash(const std::filesystem::path& folder);

}  // namespace adapterscope
