// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/task/Task.h"

namespace adapterscope {

/// The four tasks whose texts the program writes itself, always the same, from the word lists and rules in
/// resources/tasks: sentiment, topic, acceptability, pair. They need a pre-trained base: nearly all content words of
/// the dev and test texts are unseen in training, and no single word gives a label away; only their meaning and
/// structure do.
std::vector<std::string> builtinTasks();

bool isBuiltinTask(const std::string& name);

/// The task of that name, everything filled but the hash; nothing if there is none.
std::optional<Task> builtinTask(const std::string& name);

}  // namespace adapterscope
