// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/EncodedTask.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/base/BaseTokens.h"
#include "core/common/Error.h"

namespace adapterscope {
namespace {

EncodedSplit encodeSplit(const std::vector<Example>& examples, bool pairs, const Tokenizer& tokenizer, int maxLength,
                         const BaseConfig& config, const char* name, const std::stop_token& stop) {
    EncodedSplit split;
    for (const auto& example : examples) {
        if (stop.stop_requested())
            throw Error("Stopped.", ErrorKind::Cancelled);
        const std::string_view pair = example.pair;
        auto encoding = tokenizer.encode(example.text, pairs ? &pair : nullptr, maxLength);
        requireFitting(encoding, tokenizer, config, fmt::format("Example {} of {}", split.size() + 1, name));
        encoding.offsets = {};  // training does not need them
        split.sequences.push_back(std::move(encoding));
        split.labels.push_back(example.label);
    }
    return split;
}

}  // namespace

bool EncodedSplit::labelled() const {
    return !labels.empty() && std::all_of(labels.begin(), labels.end(), [](int label) { return label >= 0; });
}

Batch EncodedSplit::batch(const std::vector<int>& rows, const at::Device& device) const {
    std::vector<const Encoding*> chosen;
    for (const int row : rows)
        chosen.push_back(&sequences[static_cast<std::size_t>(row)]);
    return makeBatch(chosen, device);
}

at::Tensor EncodedSplit::labelsOf(const std::vector<int>& rows, const at::Device& device) const {
    std::vector<std::int64_t> chosen;
    for (const int row : rows)
        chosen.push_back(labels[static_cast<std::size_t>(row)]);
    return torch::tensor(chosen, at::TensorOptions(at::kLong).device(device));
}

std::int64_t EncodedTask::bytes() const {
    std::int64_t total = 0;
    for (const auto* split : {&train, &dev, &test})
        for (const auto& sequence : split->sequences)
            total += static_cast<std::int64_t>(sizeof(Encoding) +
                                               sizeof(std::int32_t) * (sequence.ids.size() + sequence.typeIds.size()));
    return total;
}

EncodedTask encodeTask(const Task& task, const Tokenizer& tokenizer, int maxLength, const BaseConfig& config,
                       const std::stop_token& stop) {
    const auto encode = [&](const std::vector<Example>& examples, const char* name) {
        return encodeSplit(examples, task.hasPairs, tokenizer, maxLength, config, name, stop);
    };
    return {encode(task.train, "train"),
            encode(task.dev, "dev"),
            encode(task.test, "test"),
            task.metric,
            task.classes(),
            task.positive,
            task.labels};
}

std::vector<std::vector<int>> batchesByLength(const EncodedSplit& split, int size) {
    std::vector<int> order(static_cast<std::size_t>(split.size()));
    std::iota(order.begin(), order.end(), 0);
    const auto length = [&](int row) { return split.sequences[static_cast<std::size_t>(row)].ids.size(); };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return length(a) < length(b); });
    std::vector<std::vector<int>> batches;
    for (std::size_t at = 0; at < order.size(); at += static_cast<std::size_t>(size))
        batches.emplace_back(
            order.begin() + static_cast<std::ptrdiff_t>(at),
            order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), at + static_cast<std::size_t>(size))));
    return batches;
}

}  // namespace adapterscope
