// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// From now on, this process survives if another program cuts off the memory that SQLite's programs share beside a
/// project (NAME-shm), which the kernel answers with SIGBUS: the page is replaced by an empty one of this process's
/// own. SQLite takes an empty index for one that has to be rebuilt from the log, but what it read or wrote meanwhile
/// cannot be trusted: sharedMemoryLosses() differs from what it was before.
void surviveLostSharedMemory();

/// How many pages have been replaced.
int sharedMemoryLosses();

}  // namespace adapterscope
