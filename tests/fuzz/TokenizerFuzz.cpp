// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The files that make a tokenizer: the first byte chooses which of them the input is, the others stay well-formed.
#include <array>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Folder folder;
    if (size == 0)
        return 0;
    static constexpr std::array names{"vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
                                      "added_tokens.json"};
    const char* chosen = names.at(data[0] % names.size());
    return fuzz::tryTo(data + 1, size - 1, [&](std::string_view text) {
        for (const char* name : names)
            std::filesystem::remove(folder.path() / name);
        folder.write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngood\nbad\n##s\n.\n");
        folder.write(chosen, text);
        const auto tokenizer = loadTokenizer(folder.path());
        for (const std::string_view sentence :
             {std::string_view("Good, bads [MASK] \xE4\xBD\xA0."), text.substr(0, 200)})
            for (const std::int32_t id : tokenizer->encode(sentence, nullptr, 16).ids)
                fuzz::require(id >= 0 && id < tokenizer->vocabularySize(), "an id is one of the vocabulary");
        tokenizerRemarks(folder.path());
    });
}
