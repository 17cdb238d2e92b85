// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/BaseWeights.h"

#include "core/base/BaseFolder.h"
#include "core/base/BaseTensors.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

std::string safeTensorsStart(const std::string& header) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(header.size() >> (8 * i) & 0xff);
    return bytes + header;
}

void writeWeights(const std::filesystem::path& folder, const std::function<void(nlohmann::json& tensors)>& edit) {
    const auto config = nlohmann::json::parse(readFile(folder / "config.json"));
    nlohmann::json tensors = nlohmann::json::object();
    for (const auto& [name, fact] : encoderTensors(baseConfigFromJson(config, "config.json")))
        tensors[name] = {{"dtype", "F32"}, {"shape", fact.shape()}};
    if (edit)
        edit(tensors);
    const std::map<std::string, std::uint64_t> sizes = {{"F32", 4}, {"F64", 8}, {"F16", 2}, {"BF16", 2}};
    std::uint64_t end = 0;
    for (auto& [name, tensor] : tensors.items()) {
        const auto size = sizes.find(tensor.at("dtype"));
        std::uint64_t bytes = size == sizes.end() ? 1 : size->second;
        for (const std::uint64_t extent : tensor.at("shape"))
            bytes *= extent;
        tensor["data_offsets"] = {end, end + bytes};
        end += bytes;
    }
    const std::string start = safeTensorsStart(tensors.dump());
    writeFile(folder / "model.safetensors", start);
    std::filesystem::resize_file(folder / "model.safetensors", start.size() + end);
}

void removePooler(nlohmann::json& tensors) {
    tensors.erase("pooler.dense.weight");
    tensors.erase("pooler.dense.bias");
}

}  // namespace adapterscope::test
