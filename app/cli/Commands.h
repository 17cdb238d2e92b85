// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Parser.h"

namespace adapterscope::cli {

// Each adds its commands to the parser. What they print is a contract with scripts: keys of JSON never change their
// meaning.
void addBaseCommands(Parser& parser);      ///< bases
void addTaskCommands(Parser& parser);      ///< tasks
void addCountCommands(Parser& parser);     ///< count, fit
void addTrainCommand(Parser& parser);      ///< train
void addSweepCommand(Parser& parser);      ///< sweep
void addRunsCommand(Parser& parser);       ///< runs
void addCompareCommand(Parser& parser);    ///< compare
void addFigureCommand(Parser& parser);     ///< figure
void addReproduceCommand(Parser& parser);  ///< reproduce
void addExportCommand(Parser& parser);     ///< export
void addProbeCommand(Parser& parser);      ///< probe
void addAdapterCommands(Parser& parser);   ///< import, evaluate
void addTextCommands(Parser& parser);      ///< tokenize, encode
void addEngineCommands(Parser& parser);    ///< pretrain, engine, benchmark

}  // namespace adapterscope::cli
