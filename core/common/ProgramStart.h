// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// What every program does first. Opens /dev/null in place of each standard stream that is closed, so that no other
/// file takes its number. Throws Error (kind Machine) if the system gives the program fewer than `files` further open
/// files, or a stack that libraries would overflow: either would end the program without a word.
void prepareProgram(int files);

}  // namespace adapterscope
