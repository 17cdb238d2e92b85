// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// Gives the program's texts the forms that go with their numbers, "1 run" and "2 runs". Call it once, after the
/// application has been created; without it a text reads "2 run(s)".
void installTexts();

}  // namespace adapterscope
