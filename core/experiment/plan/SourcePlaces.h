// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace adapterscope {

struct AdapterStart;
struct TaskSource;

/// The places that a base or task is read from, as whole paths without following links, each under one name however it
/// was typed. None for what comes with the program or was fetched by it. Does not open the files themselves.

/// The base's folder, or its hub id.
std::vector<std::string> placesOfBase(const std::string& name);
/// The task's file or folder, and the other files it names.
std::vector<std::string> placesOfTask(const TaskSource& source);
/// The folder of the adapter from which training starts, if there is one.
std::vector<std::string> placesOfStart(const AdapterStart& start);

}  // namespace adapterscope
