// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/BaseConfig.h"
#include "core/common/Encoding.h"
#include "core/model/Batch.h"
#include "core/task/Task.h"

namespace adapterscope {

class Tokenizer;

/// A split as token ids, and its labels (-1 = none).
struct EncodedSplit {
    std::vector<Encoding> sequences;
    std::vector<int> labels;

    int size() const { return static_cast<int>(sequences.size()); }
    bool labelled() const;  ///< every row has a label
    Batch batch(const std::vector<int>& rows, const at::Device& device) const;
    at::Tensor labelsOf(const std::vector<int>& rows, const at::Device& device) const;  ///< int64 [rows]
};

/// A task as one base reads it; shared by every run that uses both.
struct EncodedTask {
    EncodedSplit train, dev, test;
    std::string metric;
    int classes = 2;
    int positive = 1;                 ///< of two classes, the one that f1 is for
    std::vector<std::string> labels;  ///< the classes' names

    std::int64_t bytes() const;  ///< approximate memory use
};

/// Throws Error naming the row if it holds a token that the base has no embedding for, and Error (Cancelled) if
/// stopped.
EncodedTask encodeTask(const Task& task, const Tokenizer& tokenizer, int maxLength, const BaseConfig& config,
                       const std::stop_token& stop = {});

/// Rows in batches of about equal length, for evaluation: sorted by length, `size` per batch.
std::vector<std::vector<int>> batchesByLength(const EncodedSplit& split, int size);

}  // namespace adapterscope
