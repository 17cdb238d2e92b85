// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/common/Error.h"

namespace adapterscope {

/// The exception being handled, in words for a person; call it in a catch block. An Error stays as it
/// is. Everything else becomes a sentence that starts with the activity ("Training houlsby over builtin on sentiment"),
/// of kind Machine if memory, threads or disk space ran out; an unexpected exception has the given kind, and its text
/// goes to the log (FaultLog.h), which the sentence names.
Error currentFault(const std::string& activity, ErrorKind unexpected = ErrorKind::Machine);

/// Its parts, for programs that know more: `how` ends "… failed ", `text` is logged.
Error memoryFault(const std::string& activity, const std::string& text);
Error unexpectedFault(const std::string& activity, const Sentence& how, const std::string& text, ErrorKind kind);

}  // namespace adapterscope
