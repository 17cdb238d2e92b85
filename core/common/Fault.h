// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/common/Error.h"

namespace adapterscope {

/// The exception that is being handled, as a person may read it; to be called in a catch block. An Error stays as it
/// is. Everything else becomes a sentence that begins with the activity ("Training houlsby over builtin on sentiment"),
/// of kind Machine if memory, threads or room are missing; what nobody expected is of the given kind, and its own text
/// goes to the log (FaultLog.h), which the sentence names.
Error currentFault(const std::string& activity, ErrorKind unexpected = ErrorKind::Machine);

/// The parts of it, for what only some programs know: `how` ends "… failed ", `text` is logged.
Error memoryFault(const std::string& activity, const std::string& text);
Error unexpectedFault(const std::string& activity, const std::string& how, const std::string& text, ErrorKind kind);

}  // namespace adapterscope
