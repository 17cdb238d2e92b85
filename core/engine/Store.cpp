// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/BaseTokens.h"
#include "core/base/Bases.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/task/TaskLoader.h"
#include "core/training/AdapterFolder.h"

namespace adapterscope {
namespace {

constexpr std::int64_t megabyte = 1 << 20;
constexpr std::int64_t basesLimit = 2048 * megabyte, sourcesLimit = 256 * megabyte, tasksLimit = 512 * megabyte;

std::int64_t bytesOf(const Task& task) {
    std::size_t total = 0;
    for (const auto* split : {&task.train, &task.dev, &task.test})
        for (const auto& example : *split)
            total += sizeof example + example.text.size() + example.pair.size();
    return static_cast<std::int64_t>(total);
}

std::string keyOf(const TaskSource& source) {
    return toJson(source).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + stateOf(source);
}

std::string keyOf(const std::string& baseHash, const std::string& taskHash, int maxLength) {
    return fmt::format("{}/{}/{}", baseHash, taskHash, maxLength);
}

[[noreturn]] void hasChanged(const char* kind, const std::string& name) {
    throw Error("The {} {} is not the one this run was planned with: its files have changed. Plan the run again.", kind,
                name);
}

}  // namespace

/// The tensors, and about as much again for the layouts that products take them in.
std::int64_t Store::Loaded::bytes() const {
    std::size_t total = 0;
    for (const auto& [name, tensor] : base->tensors())
        total += 2 * tensor.nbytes();
    return static_cast<std::int64_t>(total);
}

std::shared_ptr<const EncodedTask> Store::Loaded::encode(const Task& task, int maxLength,
                                                         const std::stop_token& stop) const {
    return std::make_shared<const EncodedTask>(encodeTask(task, *tokenizer, maxLength, base->config(), stop));
}

Store::Store()
    : m_bases(basesLimit, [](const Loaded& loaded) { return loaded.bytes(); }),
      m_sources(sourcesLimit, bytesOf),
      m_tasks(tasksLimit, [](const EncodedTask& task) { return task.bytes(); }),
      m_probes(1) {}

std::shared_ptr<const Store::Loaded> Store::load(const std::string& name, const std::stop_token& stop) {
    const auto folder = resolveBase(name).folder;
    const auto hash = baseHash(folder);
    return m_bases.get(folder.string() + '\n' + hash, stop, [&] {
        const std::shared_ptr<const Tokenizer> tokenizer = loadTokenizer(folder);
        return std::make_shared<const Loaded>(Loaded{Base::load(folder, at::kFloat, tokenizer), tokenizer, hash});
    });
}

std::shared_ptr<const Task> Store::read(const TaskSource& source, const std::stop_token& stop) {
    return m_sources.get(keyOf(source), stop, [&] { return std::make_shared<const Task>(loadTask(source, stop)); });
}

// Base and tokenizer share their owner, so the cache sees that they are in use.
std::shared_ptr<const Base> Store::base(const std::string& name, const std::stop_token& stop) {
    const auto loaded = load(name, stop);
    return {loaded, loaded->base.get()};
}

std::shared_ptr<const Tokenizer> Store::tokenizer(const std::string& name, const std::stop_token& stop) {
    const auto loaded = load(name, stop);
    return {loaded, loaded->tokenizer.get()};
}

std::shared_ptr<const EncodedTask> Store::task(const TaskSource& source, const std::string& baseName, int maxLength,
                                               const std::stop_token& stop) {
    const auto loaded = load(baseName, stop);
    requirePositions(maxLength, loaded->base->config(), "base " + baseName);
    const auto task = read(source, stop);
    return m_tasks.get(keyOf(loaded->hash, task->hash, maxLength), stop,
                       [&] { return loaded->encode(*task, maxLength, stop); });
}

std::shared_ptr<const Probe> Store::probe(const ProbeRequest& request, const std::stop_token& stop) {
    const auto loaded = load(request.base, stop);
    const auto task = read(request.task, stop);
    requirePositions(request.maxLength, loaded->base->config(), "base " + request.base);
    const auto pooling = request.pooling.value_or(loaded->base->config().defaultPooling);
    loaded->base->requirePooler(pooling, request.base);
    const auto key = keyOf(loaded->hash, task->hash, request.maxLength) + '/' + toText(pooling);
    return m_probes.get(key, stop, [&] {
        // Training rows are many, and a probe reads none of them.
        const Task dev{.labels = task->labels,
                       .hasPairs = task->hasPairs,
                       .metric = task->metric,
                       .positive = task->positive,
                       .dev = task->dev};
        return std::make_shared<const Probe>(std::shared_ptr<const Base>(loaded, loaded->base.get()),
                                             loaded->encode(dev, request.maxLength, stop), pooling, request.threads);
    });
}

TrainingData Store::trainingData(const RunSpec& spec, const std::stop_token& stop) {
    const auto loaded = load(spec.base, stop);
    if (loaded->hash != spec.baseHash)
        hasChanged("base", spec.base);
    if (const AdapterStart& start = spec.hyperparameters.start; start && !isUnchanged(start))
        hasChanged("adapter", start.folder);
    const int maxLength = spec.hyperparameters.maxLength;
    requirePositions(maxLength, loaded->base->config(), "base " + spec.base);
    // A task that is already loaded needs no look at its files, which may have changed since the sweep started.
    const auto key = keyOf(loaded->hash, spec.taskHash, maxLength);
    auto encoded = m_tasks.get(key, stop, [&] {
        const auto task = read(spec.task, stop);
        if (task->hash != spec.taskHash)
            hasChanged("task", spec.taskName);
        return loaded->encode(*task, maxLength, stop);
    });
    return {{loaded, loaded->base.get()}, std::move(encoded), &m_cache, key};
}

}  // namespace adapterscope
