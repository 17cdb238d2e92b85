// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// How far the person is with a filter: what its last word means is open as long as letters may follow.
enum class FilterTyping {
    Over,     ///< they left the box, or never were in it
    Pausing,  ///< long enough to read what is wrong
    Going
};

}  // namespace adapterscope
