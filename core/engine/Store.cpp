// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Store.h"

#include <fmt/format.h>

#include "core/Error.h"
#include "core/data/Bases.h"

namespace adapterscope {

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

TrainingData Store::trainingData(const RunSpec& spec) {
    const std::lock_guard lock(m_mutex);  // a second run that wants the same base or task waits for the first to load it
    const auto& loaded = load(spec.base);
    if (loaded.hash != spec.baseHash)
        throw Error(fmt::format("The base {} is not the one this run was planned with: its files have changed. Plan the run again.", spec.base));
    const int maxLength = spec.hyperparameters.maxLength;
    if (maxLength > loaded.base->config().positions)
        throw Error(fmt::format("A maximum length of {} tokens is more than the {} positions of the base {}: lower --max-length.", maxLength,
                                loaded.base->config().positions, spec.base));
    const auto key = fmt::format("{}/{}/{}", loaded.hash, spec.taskHash, maxLength);
    auto& encoded = m_tasks[key];
    if (!encoded) {
        const auto task = loadTask(spec.task);
        if (task.hash != spec.taskHash)
            throw Error(fmt::format("The task {} is not the one this run was planned with: its files have changed. Plan the run again.", spec.taskName));
        encoded = std::make_shared<const EncodedTask>(encodeTask(task, *loaded.tokenizer, maxLength));
    }
    return {loaded.base, encoded, &m_cache, key};
}

}  // namespace adapterscope
