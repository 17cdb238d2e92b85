// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace adapterscope {

/// How an engine is started: any command that speaks the protocol on its standard streams.
struct EngineProgram {
    std::vector<std::string> words;  ///< program and arguments
    /// adapterscope-engine beside this program, or the value of ADAPTERSCOPE_ENGINE (a command line, split at spaces),
    /// followed by `--workers N`. Throws Error (kind Machine) if there is none beside this program, or it could not
    /// start within this program's limits.
    static EngineProgram local(int workers);
};

}  // namespace adapterscope
