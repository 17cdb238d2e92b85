// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SafeTensorsHeader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "core/common/Error.h"
#include "core/common/InputFile.h"
#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr std::uint64_t longestHeader = 100'000'000;  // bytes; the format's own limit

/// What is wrong with a file, as a clause about it.
struct Fault {
    std::string clause;
};

/// The header's text; the length before it is 8 bytes, the least significant first.
std::string headerText(InputFile& input) {
    std::array<char, 8> start{};
    const bool isLongEnough = input.read(start.data(), start.size()) == start.size();
    if (std::string_view(start.data(), start.size()) == "version ")
        throw Fault{"is a Git LFS pointer, not the weights themselves (fetch them with \"git lfs pull\")"};
    std::uint64_t length = 0;
    for (std::size_t i = start.size(); i-- > 0;)
        length = length << 8 | static_cast<unsigned char>(start[i]);
    if (!isLongEnough || length > longestHeader || length > input.size() - start.size())
        throw Fault{fmt::format(
            "is empty, truncated or not a safetensors file (its header does not fit into its {} bytes)", input.size())};
    std::string text(length, '\0');
    if (input.read(text.data(), length) != length)
        throw Fault{"cannot be read to the end of its header"};
    return text;
}

TensorEntry entryFromJson(const json& value, std::uint64_t dataStart) {
    // The library would round a number with a fraction and wrap a negative one.
    const auto refused = [](const json& part, std::string_view wanted) {
        return Fault{fmt::format("{} was found where {} is required", quoted(part, 40), wanted)};
    };
    TensorEntry entry;
    value.at("dtype").get_to(entry.type);
    entry.shape = jsonAs<std::vector<std::int64_t>>(value.at("shape"), refused);
    const auto [begin, end] = jsonAs<std::pair<std::uint64_t, std::uint64_t>>(value.at("data_offsets"), refused);
    entry.begin = dataStart + begin;
    entry.end = dataStart + end;
    return entry;
}

bool isSound(const TensorEntry& entry, std::uint64_t dataStart) {
    // Offsets that wrap around in the sum come out below the start of the data.
    return entry.begin >= dataStart && entry.begin <= entry.end &&
           std::all_of(entry.shape.begin(), entry.shape.end(), [](std::int64_t size) { return size >= 0; });
}

void requireWhole(const std::map<std::string, TensorEntry>& tensors, std::uint64_t fileSize) {
    const auto last = std::max_element(tensors.begin(), tensors.end(),
                                       [](const auto& a, const auto& b) { return a.second.end < b.second.end; });
    if (last != tensors.end() && last->second.end > fileSize)
        throw Fault{fmt::format("is truncated ({} of {} bytes) or damaged: it ends before the data of tensor {} do",
                                fileSize, last->second.end, last->first)};
}

/// Two tensors over the same bytes, or bytes that belong to no tensor, are a sign of damage or of an attack; the format
/// forbids both.
void requireFilled(const std::map<std::string, TensorEntry>& tensors, std::uint64_t dataStart, std::uint64_t fileSize) {
    std::vector<const std::pair<const std::string, TensorEntry>*> inOrder;
    for (const auto& tensor : tensors)
        if (tensor.second.begin < tensor.second.end)
            inOrder.push_back(&tensor);
    std::sort(inOrder.begin(), inOrder.end(),
              [](const auto* a, const auto* b) { return a->second.begin < b->second.begin; });
    const auto overlap = std::adjacent_find(
        inOrder.begin(), inOrder.end(), [](const auto* a, const auto* b) { return b->second.begin < a->second.end; });
    if (overlap != inOrder.end())
        throw Fault{fmt::format("is damaged (the tensors {} and {} overlap)", overlap[0]->first, overlap[1]->first)};
    std::uint64_t filled = dataStart;
    for (const auto* tensor : inOrder) {
        if (tensor->second.begin > filled)
            throw Fault{fmt::format("is damaged ({} bytes before the tensor {} belong to no tensor)",
                                    tensor->second.begin - filled, tensor->first)};
        filled = tensor->second.end;
    }
    if (filled < fileSize)
        throw Fault{fmt::format("is damaged (its last {} bytes belong to no tensor)", fileSize - filled)};
}

/// Metadata is informal: what the format does not allow there (Python's None, numbers) is skipped, not refused.
void readMetadata(const json& value, std::map<std::string, std::string>& metadata) {
    if (value.is_object())
        for (const auto& [key, note] : value.items())
            if (note.is_string())
                metadata[key] = note.get<std::string>();
}

SafeTensorsHeader headerOf(const std::filesystem::path& file) {
    InputFile input(file);
    const std::string text = headerText(input);
    const json values = parseJsonIfAny(text);
    if (!values.is_object())
        throw Fault{"is damaged or not a safetensors file (its header is not JSON)"};
    const std::uint64_t dataStart = 8 + text.size();
    SafeTensorsHeader header;
    for (const auto& [name, value] : values.items()) {
        if (name == "__metadata__") {
            readMetadata(value, header.metadata);
            continue;
        }
        TensorEntry& entry = header.tensors[name];
        try {
            entry = entryFromJson(value, dataStart);
        } catch (const json::exception&) {
            throw Fault{fmt::format("is damaged (its header's entry {} is not understood)", name)};
        } catch (const Fault& fault) {
            throw Fault{fmt::format("is damaged (in its header's entry {}, {})", name, fault.clause)};
        }
        if (!isSound(entry, dataStart))
            throw Fault{fmt::format("is damaged (the bytes or the shape of tensor {} are impossible)", name)};
    }
    requireWhole(header.tensors, input.size());
    requireFilled(header.tensors, dataStart, input.size());
    return header;
}

}  // namespace

SafeTensorsHeader readSafeTensorsHeader(const std::filesystem::path& file) {
    try {
        return headerOf(file);
    } catch (const Fault& fault) {
        throw Error("{} {}. Fetch or write it again.", file.string(), fault.clause);
    }
}

bool fitsShape(const TensorEntry& entry, std::uint64_t elementSize) {
    std::uint64_t bytes = elementSize;
    for (const auto size : entry.shape)
        if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes))
            return false;
    return bytes == entry.end - entry.begin;
}

std::string safeTensorsFault(const std::filesystem::path& file) {
    try {
        headerOf(file);
        return "";
    } catch (const Fault& fault) {
        return fault.clause;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Machine)
            throw;
        return "cannot be read (check that it is a file and that you may read it)";
    }
}

}  // namespace adapterscope
