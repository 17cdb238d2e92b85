// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/SafeTensors.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <optional>

#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "core/model/kernels/TensorBytes.h"

namespace adapterscope {
namespace {

using nlohmann::json;

struct TypeName {
    const char* name;
    at::ScalarType type;
};
constexpr TypeName typeNames[] = {
    {"F32", at::kFloat}, {"F16", at::kHalf},  {"BF16", at::kBFloat16}, {"F64", at::kDouble}, {"I64", at::kLong},
    {"I32", at::kInt},   {"I16", at::kShort}, {"I8", at::kChar},       {"U8", at::kByte},    {"BOOL", at::kBool},
};

const char* nameOf(at::ScalarType type) {
    for (const auto& entry : typeNames)
        if (type == entry.type)
            return entry.name;
    throw Error("A tensor of type {} cannot be written to a safetensors file.", at::toString(type));
}

[[noreturn]] void damaged(const std::filesystem::path& file, const std::string& name, const std::string& what) {
    throw Error("{} is damaged: the data of tensor {} {}. Fetch or write it again.", file.string(), name, what);
}

at::Tensor readTensor(std::ifstream& stream, const std::filesystem::path& file, const std::string& name,
                      const TensorEntry& entry, at::ScalarType type) {
    if (!fitsShape(entry, at::elementSize(type)))
        damaged(file, name, "do not fit its shape");
    const auto tensor = at::empty(entry.shape, at::TensorOptions(type).device(at::kCPU));
    stream.seekg(static_cast<std::streamoff>(entry.begin));
    const auto bytes = bytesOf(tensor);
    stream.read(bytes.data(), std::ssize(bytes));
    if (!stream)
        damaged(file, name, "cannot be read");
    return tensor;
}

SafeTensors readEntries(const std::filesystem::path& file, const SafeTensorsHeader& header) {
    std::ifstream stream(file, std::ios::binary);
    SafeTensors result;
    result.metadata = header.metadata;
    for (const auto& [name, entry] : header.tensors)
        if (const auto type = scalarTypeOf(entry.type))
            result.tensors[name] = readTensor(stream, file, name, entry, *type);
    return result;
}

}  // namespace

std::optional<at::ScalarType> scalarTypeOf(const std::string& name) {
    for (const auto& entry : typeNames)
        if (name == entry.name)
            return entry.type;
    return std::nullopt;
}

SafeTensors readSafeTensors(const std::filesystem::path& file) {
    return readEntries(file, readSafeTensorsHeader(file));
}

SafeTensors readSafeTensors(const std::filesystem::path& file, const std::set<std::string>& names) {
    SafeTensorsHeader header = readSafeTensorsHeader(file);
    std::erase_if(header.tensors, [&](const auto& tensor) { return !names.contains(tensor.first); });
    return readEntries(file, header);
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
    writeOutputFile(file, [&](std::ostream& stream) {
        const std::uint64_t headerSize = text.size();
        stream.write(reinterpret_cast<const char*>(&headerSize), sizeof headerSize);
        stream.write(text.data(), static_cast<std::streamsize>(text.size()));
        for (const auto& [name, tensor] : tensors) {
            const auto plain = tensor.detach().cpu().contiguous();
            const auto bytes = bytesOf(plain);
            stream.write(bytes.data(), std::ssize(bytes));
        }
    });
}

}  // namespace adapterscope
