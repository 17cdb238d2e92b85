// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TorchArchive.h"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "core/common/Error.h"
#include "core/common/TextFile.h"

namespace adapterscope {
namespace {

/// Adapters are small; anything larger is something else.
constexpr std::uintmax_t largestFile = std::uintmax_t{1} << 30;
constexpr std::uintmax_t largestContent = std::uintmax_t{2} << 30;

[[noreturn]] void refuse(const std::filesystem::path& file, const Sentence& what) {
    throw Error(
        "{} is not a file of tensors that torch.save wrote: {}. Save the adapter again, preferably as safetensors.",
        file.string(), what);
}

/// The entries of a zip archive in memory.
class Zip {
public:
    Zip(const std::string& bytes, const std::filesystem::path& file) : m_file(file) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        m_zip.reset(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
        if (!m_zip && source)
            zip_source_free(source);
        zip_error_fini(&error);
        if (!m_zip)
            refuse(file, "it is not a complete zip archive");
    }

    /// The folder in it that holds everything, with a slash.
    std::string root() const {
        constexpr std::string_view pickle = "/data.pkl";
        for (zip_int64_t i = 0; i < zip_get_num_entries(m_zip.get(), 0); ++i)
            if (const char* name = zip_get_name(m_zip.get(), static_cast<zip_uint64_t>(i), 0))
                if (const std::string_view entry(name); entry.ends_with(pickle))
                    return std::string(entry.substr(0, entry.size() - pickle.size() + 1));
        refuse(m_file, "it holds no data.pkl");
    }

    /// Empty if there is no such entry.
    std::optional<std::string> content(const std::string& name) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat(m_zip.get(), name.c_str(), 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE))
            return std::nullopt;
        m_total += stat.size;
        if (stat.size > largestContent || m_total > largestContent)
            refuse(m_file, "its content exceeds 2 GB");
        const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> entry(zip_fopen(m_zip.get(), name.c_str(), 0),
                                                                       &zip_fclose);
        std::string bytes(stat.size, '\0');
        if (!entry || zip_fread(entry.get(), bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size()))
            refuse(m_file, {"its entry {} cannot be read", name});
        return bytes;
    }

private:
    const std::filesystem::path& m_file;
    std::unique_ptr<zip_t, decltype(&zip_discard)> m_zip{nullptr, &zip_discard};
    std::uintmax_t m_total = 0;
};

std::int64_t sizeOfElement(const std::string& type) {
    return type == "F64" || type == "I64"                     ? 8
           : type == "F32" || type == "I32"                   ? 4
           : type == "F16" || type == "BF16" || type == "I16" ? 2
                                                              : 1;
}

/// Whether the view lies within that many bytes, and has no more entries than they hold, so that none repeats
/// endlessly.
bool liesWithin(const PickledTensor& tensor, std::uintmax_t bytes) {
    if (std::find(tensor.shape.begin(), tensor.shape.end(), 0) != tensor.shape.end())
        return true;
    const std::int64_t room = static_cast<std::int64_t>(bytes) / sizeOfElement(tensor.type);
    std::int64_t last = tensor.offset, entries = 1;
    if (last >= room)
        return false;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const std::int64_t steps = tensor.shape[i] - 1, stride = tensor.strides[i];
        if (tensor.shape[i] > room / entries || (steps > 0 && stride > (room - 1 - last) / steps))
            return false;
        entries *= tensor.shape[i];
        last += steps * stride;
    }
    return true;
}

}  // namespace

TorchArchive readTorchArchive(const std::filesystem::path& file) {
    const std::string bytes = readWholeFile(file, largestFile);
    Zip zip(bytes, file);
    const std::string root = zip.root();
    if (const auto order = zip.content(root + "byteorder"); order && *order != "little")
        refuse(file, "its numbers are in the byte order of another kind of machine");
    TorchArchive archive;
    try {
        archive.tensors = tensorsOfPickle(*zip.content(root + "data.pkl"));
    } catch (const Error& error) {
        refuse(file, error.sentence());
    }
    for (const auto& [name, tensor] : archive.tensors) {
        if (!archive.storages.contains(tensor.storage)) {
            auto content = zip.content(root + "data/" + tensor.storage);
            if (!content)
                refuse(file, {"the data of {} are missing", name});
            archive.storages[tensor.storage] = std::move(*content);
        }
        if (!liesWithin(tensor, archive.storages[tensor.storage].size()))
            refuse(file, {"the data of {} do not fit its shape", name});
    }
    return archive;
}

}  // namespace adapterscope
