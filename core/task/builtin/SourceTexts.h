// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The files of resources/tasks, built into the program (SourceTexts.cpp.in).
namespace adapterscope::builtin::text {

extern const std::string_view words;
extern const std::string_view opinions;
extern const std::string_view domains;
extern const std::string_view sentiment;
extern const std::string_view topic;
extern const std::string_view acceptability;
extern const std::string_view pair;

}  // namespace adapterscope::builtin::text
