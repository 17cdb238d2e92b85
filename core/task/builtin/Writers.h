// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task/Task.h"
#include "core/task/builtin/Grammar.h"

/// One writer per task: a text with the wanted label. Everything but the words that carry the label is drawn before and
/// without regard to it, so neither a sentence's form nor its length reveals its label.
namespace adapterscope::builtin {

std::vector<std::string_view> sentimentTexts();
Example writeSentiment(const Grammar& grammar, Split split, int label, PortableRandom& random);

std::vector<std::string> topicLabels();
std::vector<std::string_view> topicTexts();
Example writeTopic(const Grammar& grammar, Split split, int label, PortableRandom& random);

std::vector<std::string_view> acceptabilityTexts();
Example writeAcceptability(const Grammar& grammar, Split split, int label, PortableRandom& random);

std::vector<std::string_view> pairTexts();
Example writePair(const Grammar& grammar, Split split, int label, PortableRandom& random);

}  // namespace adapterscope::builtin
