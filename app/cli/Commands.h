// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Session.h"

namespace adapterscope::cli {

// Each adds its commands to the session. What they print is a contract with scripts: keys of JSON never change their
// meaning.
void addBaseCommands(Session& session);      ///< bases
void addTaskCommands(Session& session);      ///< tasks
void addCountCommands(Session& session);     ///< count, fit
void addTrainCommand(Session& session);      ///< train
void addSweepCommand(Session& session);      ///< sweep
void addProjectCommands(Session& session);   ///< runs, compare
void addFigureCommand(Session& session);     ///< figure
void addReproduceCommand(Session& session);  ///< reproduce
void addExportCommand(Session& session);     ///< export
void addProbeCommand(Session& session);      ///< probe
void addTextCommands(Session& session);      ///< tokenize, encode
void addEngineCommands(Session& session);    ///< pretrain, engine, benchmark

}  // namespace adapterscope::cli
