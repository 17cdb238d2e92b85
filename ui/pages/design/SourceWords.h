// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/Task.h"
#include "core/design/BaseConfig.h"

namespace adapterscope {

/// "bert, 4 layers, d = 128, 4 heads; 4,728,832 parameters; head reads the mean".
QString wordsOf(const BaseConfig& base);
/// "2 classes: negative, positive. 6,920 / 872 / 1,821 texts; always the commonest label: 50.9 % of dev".
QString wordsOf(const Task& task);

}  // namespace adapterscope
