// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/common/Sentence.h"

namespace adapterscope {

/// A file as UTF-8, and what it was read as ("UTF-8", "windows-1252", …).
struct DecodedText {
    std::string text, encoding;
};

/// UTF-8 from the bytes of a file. `encoding` is what --encoding names; empty: UTF-16 and UTF-32 by their byte-order
/// mark, else UTF-8, whose invalid lines are read as windows-1252 with a remark that counts them. Byte-order marks are
/// dropped. Throws Error that names file and line for binary content, for bytes that are invalid in the given encoding,
/// and for text that is not UTF-8 and hardly Western European.
DecodedText decodeText(std::string_view bytes, const std::string& file, const std::string& encoding,
                       std::vector<Sentence>& remarks);

/// Throws Error that names the encoding if it is unknown.
void requireEncoding(const std::string& encoding);

}  // namespace adapterscope
