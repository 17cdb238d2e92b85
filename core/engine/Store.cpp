// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/Error.h"
#include "core/data/Bases.h"

namespace adapterscope {
namespace {

void requirePositions(int maxLength, const BaseConfig& config, const std::string& baseName) {
    if (maxLength > config.positions)
        throw Error(fmt::format(
            "A maximum length of {} tokens is more than the {} positions of the base {}: lower --max-length.",
            maxLength, config.positions, baseName));
}

}  // namespace

Store::Loaded& Store::load(const std::string& name) {
    const auto folder = resolveBase(name).folder;
    const auto hash = baseHash(folder);
    auto& loaded = m_bases[name];
    if (loaded.hash != hash)
        loaded = {Base::load(folder), loadTokenizer(folder), hash};
    return loaded;
}

std::shared_ptr<const Base> Store::base(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    return load(name).base;
}

std::shared_ptr<const Tokenizer> Store::tokenizer(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    return load(name).tokenizer;
}

std::shared_ptr<const EncodedTask> Store::encoded(const Loaded& loaded, const std::string& baseName, const Task& task,
                                                  int maxLength) {
    requirePositions(maxLength, loaded.base->config(), baseName);
    auto& encoded = m_tasks[fmt::format("{}/{}/{}", loaded.hash, task.hash, maxLength)];
    if (!encoded)
        encoded = std::make_shared<const EncodedTask>(encodeTask(task, *loaded.tokenizer, maxLength));
    return encoded;
}

const Task& Store::read(const TaskSource& source) {
    const auto key = toJson(source).dump();
    const auto found = m_sources.find(key);
    return found != m_sources.end() ? found->second : m_sources.emplace(key, loadTask(source)).first->second;
}

std::shared_ptr<const EncodedTask> Store::task(const TaskSource& source, const std::string& baseName, int maxLength) {
    const std::lock_guard lock(m_mutex);
    return encoded(load(baseName), baseName, read(source), maxLength);
}

std::shared_ptr<const Probe> Store::probe(const ProbeRequest& request) {
    std::unique_lock lock(m_mutex);
    const Loaded loaded = load(request.base);
    const Task& task = read(request.task);  // stays where it is
    lock.unlock();
    requirePositions(request.maxLength, loaded.base->config(), request.base);
    const auto pooling = request.pooling.value_or(loaded.base->config().defaultPooling);
    const auto key = fmt::format("{}/{}/{}/{}", loaded.hash, task.hash, request.maxLength, toText(pooling));
    const std::lock_guard probing(m_probing);
    if (key != m_probeKey) {
        m_probe.reset();  // its states go before the next ones come
        m_probeKey.clear();
        // Training rows are many, and a probe reads none of them.
        const Task dev{.labels = task.labels,
                       .hasPairs = task.hasPairs,
                       .metric = task.metric,
                       .positive = task.positive,
                       .dev = task.dev};
        m_probe = std::make_shared<const Probe>(
            loaded.base, std::make_shared<const EncodedTask>(encodeTask(dev, *loaded.tokenizer, request.maxLength)),
            pooling, request.threads);
        m_probeKey = key;
    }
    return m_probe;
}

TrainingData Store::trainingData(const RunSpec& spec) {
    // A second run that wants the same base or task waits for the first to load it.
    const std::lock_guard lock(m_mutex);
    const auto& loaded = load(spec.base);
    if (loaded.hash != spec.baseHash)
        throw Error(fmt::format(
            "The base {} is not the one this run was planned with: its files have changed. Plan the run again.",
            spec.base));
    const int maxLength = spec.hyperparameters.maxLength;
    const auto key = fmt::format("{}/{}/{}", loaded.hash, spec.taskHash, maxLength);
    if (const auto found = m_tasks.find(key); found != m_tasks.end() && found->second)
        return {loaded.base, found->second, &m_cache, key};
    const auto task = loadTask(spec.task);
    if (task.hash != spec.taskHash)
        throw Error(fmt::format(
            "The task {} is not the one this run was planned with: its files have changed. Plan the run again.",
            spec.taskName));
    return {loaded.base, encoded(loaded, spec.base, task, maxLength), &m_cache, key};
}

}  // namespace adapterscope
