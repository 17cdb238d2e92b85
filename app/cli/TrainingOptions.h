// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <vector>

#include "core/experiment/plan/Sweep.h"

namespace adapterscope::cli {

/// `--text-column`, `--split` and the other options on how a task is read.
class TaskOptions {
public:
    void addTo(CLI::App* command);
    /// Throws Error naming the option at fault.
    TaskSource source(const std::string& task) const;

private:
    TaskSource m_source;
    std::string m_split;
};

/// `--epochs`, `--learning-rate` and the other options on how a run is trained. Each may hold alternatives `a|b`.
class HyperparameterOptions {
public:
    void addTo(CLI::App* command);
    /// Copies of the sweep, one for each combination of alternatives except those of the learning rate, which a sweep
    /// can hold itself. Throws Error naming the option at fault.
    std::vector<Sweep> applyTo(const Sweep& sweep) const;

private:
    std::map<std::string, std::string> m_texts;  ///< by option name, those that were given
};

}  // namespace adapterscope::cli
