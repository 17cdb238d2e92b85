// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/common/ScratchFolder.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {

/// A run of a project, whose tuning is in a file as long as this lives, or a folder in which another program saved an
/// adapter: what `evaluate` and `export` take.
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

/// `run` is an id, the beginning of one, or empty; `base` may be empty for a run. Throws Error if they do not name one
/// of the two (kind Usage), the run kept no tuning, or its base has changed.
TunedSource tunedSource(const std::string& place, const std::string& run, const std::string& base);

}  // namespace adapterscope::cli
