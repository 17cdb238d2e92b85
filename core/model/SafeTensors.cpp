// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/SafeTensors.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>

#include "core/Error.h"
#include "core/NewFile.h"

namespace adapterscope {
namespace {

using nlohmann::json;

struct TypeName {
    const char* name;
    at::ScalarType type;
};
constexpr TypeName typeNames[] = {
    {"F32", at::kFloat}, {"F16", at::kHalf}, {"BF16", at::kBFloat16}, {"F64", at::kDouble},
    {"I64", at::kLong},  {"I32", at::kInt},  {"U8", at::kByte},       {"BOOL", at::kBool},
};

std::optional<at::ScalarType> typeOf(const std::string& name) {
    for (const auto& entry : typeNames)
        if (name == entry.name)
            return entry.type;
    return std::nullopt;
}

const char* nameOf(at::ScalarType type) {
    for (const auto& entry : typeNames)
        if (type == entry.type)
            return entry.name;
    throw Error(fmt::format("A tensor of type {} cannot be written to a safetensors file.", at::toString(type)));
}

[[noreturn]] void damaged(const std::filesystem::path& file, const std::string& what) {
    throw Error(fmt::format("{} is damaged or no safetensors file: {}. Fetch or write it again.", file.string(), what));
}

at::Tensor readTensor(std::ifstream& stream, const std::filesystem::path& file, const std::string& name,
                      const json& entry, std::uint64_t dataStart, std::uint64_t fileSize) {
    const auto type = typeOf(entry.at("dtype").get<std::string>());
    if (!type)
        throw Error(fmt::format("Tensor {} of {} has the type {}, which is not supported.", name, file.string(),
                                entry.at("dtype").get<std::string>()));
    const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
    const auto begin = entry.at("data_offsets").at(0).get<std::uint64_t>();
    const auto end = entry.at("data_offsets").at(1).get<std::uint64_t>();
    std::uint64_t bytes = at::elementSize(*type);
    for (const auto size : shape) {
        if (size < 0 || (size > 0 && bytes > fileSize / static_cast<std::uint64_t>(size)))
            damaged(file, fmt::format("tensor {} is larger than the file", name));
        bytes *= static_cast<std::uint64_t>(size);
    }
    if (end < begin || end - begin != bytes || end > fileSize - dataStart)
        damaged(file, fmt::format("the data of tensor {} does not lie inside the file (is it cut off?)", name));
    auto tensor = at::empty(shape, at::TensorOptions().dtype(*type));
    stream.seekg(static_cast<std::streamoff>(dataStart + begin));
    stream.read(static_cast<char*>(tensor.data_ptr()), static_cast<std::streamsize>(bytes));
    if (!stream)
        damaged(file, fmt::format("reading tensor {} failed", name));
    return tensor;
}

}  // namespace

SafeTensors readSafeTensors(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code error;
    const std::uint64_t fileSize = std::filesystem::file_size(file, error);
    if (!stream || error)
        throw Error(fmt::format("Cannot read {}: check that it exists and that you may read it.", file.string()));
    std::uint64_t headerSize = 0;
    stream.read(reinterpret_cast<char*>(&headerSize), sizeof headerSize);
    if (!stream || headerSize > fileSize - sizeof headerSize)
        damaged(file, "its header does not fit into the file (is it cut off?)");
    std::string text(headerSize, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(headerSize));
    const json header = json::parse(text, nullptr, false);
    if (!header.is_object())
        damaged(file, "its header is not JSON");
    SafeTensors result;
    for (const auto& [name, entry] : header.items()) {
        try {
            if (name == "__metadata__")
                result.metadata = entry.get<std::map<std::string, std::string>>();
            else
                result.tensors[name] = readTensor(stream, file, name, entry, sizeof headerSize + headerSize, fileSize);
        } catch (const json::exception&) {
            damaged(file, fmt::format("the header's entry {} is not understood", name));
        }
    }
    return result;
}

void writeSafeTensors(const std::filesystem::path& file, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata) {
    json header = json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : tensors) {
        const std::uint64_t bytes = tensor.nbytes();
        header[name] = {{"dtype", nameOf(tensor.scalar_type())},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    std::error_code error;
    NewFile part(file, error);
    std::ofstream stream(part.path(), std::ios::binary);
    const std::uint64_t headerSize = text.size();
    stream.write(reinterpret_cast<const char*>(&headerSize), sizeof headerSize);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    for (const auto& [name, tensor] : tensors) {
        const auto plain = tensor.detach().contiguous();
        stream.write(static_cast<const char*>(plain.data_ptr()), static_cast<std::streamsize>(plain.nbytes()));
    }
    stream.close();
    if (stream)
        part.keep(error);
    if (!stream || error)
        throw Error(fmt::format("Cannot write {}: check the folder and the free space.", file.string()),
                    ErrorKind::Machine);
}

}  // namespace adapterscope
