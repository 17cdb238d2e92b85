// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Session.h"

namespace adapterscope::cli {

// Each adds its commands (../shared/cli.md) to the session.
void addCountCommands(Session& session);  ///< count, fit

}  // namespace adapterscope::cli
