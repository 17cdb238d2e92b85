// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace adapterscope {

/// The encoding that text other than UTF-8 seems to have.
struct EncodingGuess {
    enum class Certainty {
        None,      ///< as likely windows-1252 as anything else; without a name
        Possible,  ///< worth a mention
        Likely,    ///< a language written in it fits, and none of Western Europe fits windows-1252
        Sure,      ///< two bytes per character
    };
    std::string name;
    Certainty certainty = Certainty::None;
};

/// By the letters: how many of them belong to one language's alphabet and are where such letters are, in windows-1252
/// and in the encodings that are often taken for it; else by the frequencies that ICU knows.
EncodingGuess guessEncoding(std::string_view bytes);

}  // namespace adapterscope
