// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <set>
#include <string>

namespace adapterscope {

/// The command line program beside this one, or on the PATH; empty if there is none. ADAPTERSCOPE_CLI overrides.
QString commandLineProgram();

/// Starts a process that outlives the window and continues with these of the project's runs, and with the sweeps they
/// belong to (core/experiment/plan/StartedSweeps.h) to their end. The project must be closed here first: it belongs to
/// one process at a time. False if the process cannot be started.
bool keepTraining(const QString& projectFile, const std::set<std::string>& runs);

/// Whether that process is one of these, or another sweep of the command line.
bool isSweepWithoutWindow(int process);
/// Asks it to end the runs in flight and to release its project.
void askForProject(int process);

}  // namespace adapterscope
