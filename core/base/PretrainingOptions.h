// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace adapterscope {

/// How a small base is made from plain text.
struct PretrainingOptions {
    std::filesystem::path corpus;      ///< a text file (.txt, .txt.gz) or a folder of them
    std::filesystem::path teacher;     ///< a base to distil from; empty = masked-LM
    std::filesystem::path start;       ///< a base to continue from; empty = from the teacher's embeddings, or random
    std::filesystem::path vocabulary;  ///< a base folder whose vocabulary is used if there is no teacher
    std::filesystem::path out;         ///< the new base's folder
    bool resume = false;               ///< continue from out/checkpoint.safetensors
    int layers = 4, hidden = 128, heads = 4, intermediate = 512, positions = 128;
    int rows = 32;       ///< passages per step
    int maxLength = 64;  ///< tokens of a passage
    std::int64_t steps = 20'000;
    double learningRate = 2e-3;
    double warmup = 0.02;  ///< share of the steps
    double weightDecay = 0.01;
    std::uint64_t seed = 0;
    std::string precision = "f32";  ///< of the teacher's products
    int checkpointSteps = 1000;
};
/// Describes all that is wrong in one Error.
void requireValid(const PretrainingOptions& options);
/// The places at the top, the rest in "options"; what is not given has its default. Reading throws Error naming the
/// field.
nlohmann::json toJson(const PretrainingOptions& options);
PretrainingOptions pretrainingOptionsFromJson(const nlohmann::json& json);

}  // namespace adapterscope
