// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/TextFile.h"

#include "core/common/Error.h"
#include "core/common/InputFile.h"

namespace adapterscope {

std::string readWholeFile(const std::filesystem::path& file, std::uintmax_t maxBytes) {
    InputFile input(file);
    if (input.size() > maxBytes)
        throw Error("{} holds {} bytes; at most {} are read here.", file.string(), input.size(), maxBytes);
    std::string content;
    constexpr std::size_t atOnce = std::size_t{64} << 10;  // beyond the size that the system states, which may be 0
    for (std::size_t wanted = static_cast<std::size_t>(input.size()) + 1;; wanted = content.size() + atOnce) {
        const std::size_t before = content.size();
        content.resize(wanted);
        content.resize(before + input.read(content.data() + before, wanted - before));
        if (content.size() > maxBytes)
            throw Error("{} holds more than {} bytes; no more are read here.", file.string(), maxBytes);
        if (content.size() < wanted)
            return content;
    }
}

}  // namespace adapterscope
