// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

/// What this process was given besides its arguments: open files, signals, a group.
nlohmann::json surroundings();
