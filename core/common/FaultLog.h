// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/common/Sentence.h"

namespace adapterscope {

/// Where the messages of a failed library go, so that no person has to read them: engine.log in the state folder,
/// readable by its owner only (mode 0600). At most 1 MB; older messages are in engine.log.1. Throws Error if there is
/// no state folder.
std::filesystem::path faultLog();

/// Appends the text with the time and what was being done. Returns the end of a message to a person, which states the
/// log's location ("What was reported is in FILE."), or why nothing could be logged. Never throws.
Sentence logFault(std::string_view activity, std::string_view text) noexcept;

/// True for text that a C++ program prints for its developers: an exception's type, a stack trace.
bool isTrace(std::string_view text);

/// A text from another process in words for a person: itself or, if it is a trace, a sentence about the activity
/// that states where the trace was logged.
Sentence withoutTrace(std::string text, std::string_view activity);

}  // namespace adapterscope
