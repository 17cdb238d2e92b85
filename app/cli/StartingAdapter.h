// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/Output.h"
#include "core/dispatch/Messages.h"
#include "core/experiment/plan/Sweep.h"

namespace adapterscope::cli {

/// An adapter of AdapterHub or PEFT at which a run is to start.
struct StartingAdapter {
    AdapterStart start;
    AdapterAnswer adapter;  ///< what it is
};
/// Has an engine describe the adapter in the folder. Throws Error if it cannot be read or is for another base.
StartingAdapter startingAdapter(const std::string& folder, const std::string& base, Messages& messages);
/// The sweep with runs that start there: of the adapter's own design unless the sweep has one, and with what its head
/// reads unless it states another. Throws Error if the adapter's design is another one.
Sweep startedAt(const StartingAdapter& at, Sweep sweep);

}  // namespace adapterscope::cli
