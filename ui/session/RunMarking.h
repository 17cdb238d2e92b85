// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <vector>

#include "core/experiment/runs/RunMarks.h"

namespace adapterscope {

class Session;

/// Changes what the person keeps with runs of the open project. Can be undone; `what` names it in the Edit menu.
void markRuns(Session& session, const std::vector<std::string>& ids, const MarkChange& change, const QString& what);

/// Deletes runs for good, all or none. A fault is reported as a message.
void deleteRuns(Session& session, const std::vector<std::string>& ids);

}  // namespace adapterscope
