// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <system_error>
#include <utility>

#include "core/PythonJson.h"
#include "core/data/Bases.h"
#include "core/text/TextFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Poolings of sentence-transformers that the program does not have, by their keys in 1_Pooling/config.json.
constexpr std::array<std::pair<const char*, const char*>, 4> foreignPoolings = {
    {{"pooling_mode_max_tokens", "max"},
     {"pooling_mode_mean_sqrt_len_tokens", "mean divided by the root of the length"},
     {"pooling_mode_weightedmean_tokens", "weighted mean"},
     {"pooling_mode_lasttoken", "last token"}}};

void remarkOnPooling(const fs::path& folder, std::vector<std::string>& remarks) {
    const fs::path file = folder / "1_Pooling" / "config.json";
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored))
        return;
    const json stated = tryPythonJson(readWholeFile(file));
    std::vector<std::string> asked;
    for (const auto& [key, name] : foreignPoolings)
        if (stated.is_object() && stated.contains(key) && stated[key] == true)
            asked.emplace_back(name);
    if (!asked.empty())
        remarks.push_back(
            fmt::format("{} asks for a pooling that the program does not have ({}); choose what the head reads with "
                        "--pooling, else it is another than the base was made for.",
                        file.string(), fmt::join(asked, ", ")));
}

}  // namespace

std::vector<std::string> baseRemarks(const fs::path& folder) {
    std::vector<std::string> remarks;
    remarkOnPooling(folder, remarks);
    return remarks;
}

}  // namespace adapterscope
