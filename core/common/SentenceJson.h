// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

#include "core/common/Sentence.h"

namespace adapterscope {

/// What a sentence consists of, on its way to another process or into a file: its text if it is the same for every
/// client, else {"pattern", "arguments"}. An argument is a text, a sentence or a setting, which is {"setting", "as",
/// "value"}: its option, how it is phrased ("name", "given", "means", "left-out", "which-file", "no-file") and its
/// value. A key of a design is text, as earlier versions write it.
nlohmann::json toJson(const Sentence& sentence);
/// Nothing if it is not one, or not as programs write them: with one {} for each argument, and within limits of depth,
/// arguments and bytes.
std::optional<Sentence> sentenceFromJson(const nlohmann::json& json);

/// The sentence that was sent or stored as this text and, if `json` is not null, as JSON beside it; only the text if
/// the JSON cannot be read or gives another text.
Sentence sentenceSaying(const std::string& text, const nlohmann::json* json);

/// Gives an object that states the sentence's text a field "sentence" with what it consists of, unless the text is all.
void addParts(nlohmann::json& object, const Sentence& sentence);
/// The sentence of such an object, which states this text.
Sentence sentenceIn(const nlohmann::json& object, const std::string& text);

}  // namespace adapterscope
