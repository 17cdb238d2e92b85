// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// How many threads the products of the calling thread take. Throws std::system_error if the system cannot give this
/// process that many.
void setThreads(int count);

}  // namespace adapterscope
