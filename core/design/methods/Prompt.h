// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace adapterscope {

/// Trained tokens among those of the text (Lester et al. 2021).
struct PromptSettings {
    enum class Entry {
        States,  ///< joins hidden state 0, after the embeddings' LayerNorm, without a position, as in AdapterHub
        Words    ///< joins the word embeddings, before positions and LayerNorm, as in PEFT
    };
    enum class Place { Start, AfterFirst };  ///< before the text, or after its first token
    enum class Init {
        Vocabulary,  ///< as words of the vocabulary, drawn at random, would enter there
        Random,      ///< uniform within 0.5
        Text         ///< as the words of a text
    };

    int length = 20;  ///< p, trained tokens
    Entry entry = Entry::States;
    Place place = Place::Start;
    Init init = Init::Vocabulary;
    std::string text = {};  ///< of Init::Text: its tokens are repeated, or cut, to p
    bool operator==(const PromptSettings&) const = default;
};

}  // namespace adapterscope
