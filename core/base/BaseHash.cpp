// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include "core/base/BaseFiles.h"
#include "core/base/Bases.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/FileFacts.h"
#include "core/common/Hash.h"
#include "core/common/SharedCache.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

bool isHash(const std::string& text) {
    return isHexadecimal(text, 64);
}

std::string fileHash(const fs::path& file) {
    return factOf(file, {"sha256", isHash, [&] { return sha256File(file); }});
}

/// extraTokenFiles, computed once for each content: it parses every file of the tokenizer, and an engine asks for a
/// base's hash at every call.
std::shared_ptr<const std::vector<std::string>> extraFiles(const fs::path& folder) {
    static SharedCache<std::vector<std::string>> known(64);
    std::string contents;
    for (const char* name : {"added_tokens.json", "special_tokens_map.json", "config.json", "vocab.txt",
                             "tokenizer.json", "tokenizer_config.json"})
        contents += fs::exists(folder / name) ? fileHash(folder / name) + " " : "none ";
    return known.get(contents, {},
                     [&] { return std::make_shared<const std::vector<std::string>>(extraTokenFiles(folder)); });
}

}  // namespace

std::string baseHash(const fs::path& folder) {
    std::vector<std::string> names = weightFiles(folder);
    if (names.empty())
        checkBaseFolder(folder);  // reports what is missing
    names.emplace_back("config.json");
    for (const char* name : {"vocab.txt", "tokenizer.json", "tokenizer_config.json"})
        if (fs::exists(folder / name))
            names.emplace_back(name);
    const auto extra = extraFiles(folder);
    names.insert(names.end(), extra->begin(), extra->end());
    std::sort(names.begin(), names.end());
    std::string content = "base 1\n";
    for (const std::string& name : names)
        content += fileHash(folder / name) + " " + name + "\n";
    return sha256(content);
}

}  // namespace adapterscope
