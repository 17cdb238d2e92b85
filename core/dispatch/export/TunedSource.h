// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/common/ScratchFolder.h"
#include "core/dispatch/Messages.h"
#include "core/experiment/project/Project.h"

namespace adapterscope {

/// A run of a project, whose tuning is in a file as long as this lives, or a folder in which another program saved an
/// adapter: what is evaluated and exported.
struct TunedSource {
    std::string base;
    std::filesystem::path folder;    ///< empty for a run
    std::optional<KeptTuning> kept;  ///< of a run
    std::string run;                 ///< its id
    std::string taskFault;           ///< why the run's own task is not as it was, a sentence; empty if it is
    std::unique_ptr<ScratchFolder> scratch;

    /// The same as a request to the engine.
    template <typename Request>
    Request request() const {
        Request request;
        request.base = base;
        request.folder = folder;
        request.kept = kept;
        return request;
    }
};

/// The run whose id starts like this; `base` is the place of its base now, or empty for where it was. Throws Error if
/// there is no such run, it kept no tuning, or its base has changed.
TunedSource tunedRun(const Project& project, const std::string& beginning, const std::string& base);

}  // namespace adapterscope
