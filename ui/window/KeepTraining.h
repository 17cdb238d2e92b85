// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace adapterscope {

/// The command line program beside this one, or on the PATH; empty where there is none. ADAPTERSCOPE_CLI overrides.
QString commandLineProgram();

/// Starts a process that outlives the window and goes on with the project's waiting runs. The project must be closed
/// here first: it belongs to one process at a time. False where the process cannot be started.
bool keepTraining(const QString& projectFile);

/// Whether that process is such a one, or another sweep of the command line.
bool isSweepWithoutWindow(int process);
/// Asks it to end the runs in flight and to let go of its project.
void askForProject(int process);

}  // namespace adapterscope
