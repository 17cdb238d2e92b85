// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

#include "tests/support/BaseWeights.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// The bytes of a safetensors file with one tensor of n float32 zeros.
inline std::string safetensors(int n) {
    const std::string header =
        nlohmann::json{{"x", {{"dtype", "F32"}, {"shape", {n}}, {"data_offsets", {0, 4 * n}}}}}.dump();
    return safeTensorsStart(header) + std::string(static_cast<std::size_t>(4 * n), '\0');
}

/// A base whose files are there, with weights that no config asks for.
inline void writeBase(const std::filesystem::path& folder, int tensor = 10) {
    std::filesystem::create_directories(folder);
    writeFile(folder / "config.json", R"({"model_type": "bert"})");
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
    writeFile(folder / "model.safetensors", safetensors(tensor));
}

/// The config.json of a base of one layer.
inline void writeSmallConfig(const std::filesystem::path& folder, int words) {
    writeFile(folder / "config.json", nlohmann::json{{"model_type", "bert"},
                                                     {"hidden_size", 4},
                                                     {"num_hidden_layers", 1},
                                                     {"num_attention_heads", 2},
                                                     {"intermediate_size", 4},
                                                     {"vocab_size", words}}
                                          .dump());
}

/// A home with nothing in it: no cache, no hub.
struct EmptyHome {
    TempFolder folder;
    ScopedVariable home{"HOME", folder.path().string()};
    ScopedVariable cache{"XDG_CACHE_HOME", nullptr};
    ScopedVariable hubHome{"HF_HOME", nullptr};
    ScopedVariable hubCache{"HF_HUB_CACHE", nullptr};
    ScopedVariable oldHubCache{"HUGGINGFACE_HUB_CACHE", nullptr};
};

}  // namespace adapterscope::test
