// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/BaseConfig.h"
#include "core/task/Task.h"

namespace adapterscope {

/// "BERT: 4 layers, d = 128, 4,716,800 parameters, mean pooling".
QString wordsOf(const BaseConfig& base);
/// "2 classes: negative, positive; 6,920 / 872 / 1,821 texts; commonest 50.9 %".
QString wordsOf(const Task& task);
/// What those numbers mean.
QString tipOf(const Task& task);

}  // namespace adapterscope
