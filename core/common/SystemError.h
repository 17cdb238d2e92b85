// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <system_error>

#include "core/common/Error.h"

namespace adapterscope {

/// Whose fault the system's error is: the machine's if disk, memory or open files ran out or the disk failed, else that
/// of what was asked for, such as a place that may not be written.
ErrorKind kindOf(const std::error_code& error);

/// The reason as a part of a sentence about a file: the system's words, but plain ones for a link that leads back to
/// itself and for the limit on the size of files.
Sentence reasonOf(const std::error_code& error);

/// What errno holds, as an error code.
std::error_code systemError();

}  // namespace adapterscope
