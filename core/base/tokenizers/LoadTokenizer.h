// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/tokenizers/Tokenizer.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// The tokenizer of a base folder, made from its files as transformers' AutoTokenizer does. Throws Error naming the
/// file that is missing, faulty, or states what is not supported.
std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& baseFolder);
/// What the folder states about its tokenizer to no effect, one sentence each.
std::vector<Sentence> tokenizerRemarks(const std::filesystem::path& baseFolder);
/// The names of files beside vocab.txt, tokenizer.json and tokenizer_config.json that change the tokens. A file that
/// repeats what holds without it is not among them.
std::vector<std::string> extraTokenFiles(const std::filesystem::path& baseFolder);

}  // namespace adapterscope
