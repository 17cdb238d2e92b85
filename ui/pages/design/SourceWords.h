// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/Task.h"
#include "core/design/BaseConfig.h"

namespace adapterscope {

/// "BERT, 4 layers of d = 128; 4,716,800 parameters; head on the mean of the tokens".
QString wordsOf(const BaseConfig& base);
/// "2 classes: negative, positive; 6,920 train, 872 dev, 1,821 test; commonest label 50.9 % of dev".
QString wordsOf(const Task& task);

}  // namespace adapterscope
