// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "core/common/SharedCache.h"
#include "core/dispatch/Messages.h"
#include "core/training/Probe.h"
#include "core/training/Trainer.h"

namespace adapterscope {

class Tokenizer;

/// Bases and encoded tasks, loaded once and shared by every call of this engine. Files that have changed are read
/// again. Unused entries are dropped when there are too many. Safe to use from several threads; a call that asks
/// for what another one is loading waits for it and can be stopped, which throws Error (Cancelled).
class Store {
public:
    Store();
    /// What a run reads. Throws Error if base or task are no longer those that the spec was made from.
    TrainingData trainingData(const RunSpec& spec, const std::stop_token& stop = {});
    std::shared_ptr<const Base> base(const std::string& name, const std::stop_token& stop = {});
    std::shared_ptr<const Tokenizer> tokenizer(const std::string& baseName, const std::stop_token& stop = {});
    /// A task as its files have it.
    std::shared_ptr<const Task> read(const TaskSource& source, const std::stop_token& stop);
    /// A task as a base reads it.
    std::shared_ptr<const EncodedTask> task(const TaskSource& source, const std::string& baseName, int maxLength,
                                            const std::stop_token& stop = {});
    /// The probe of the request's base, task and pooling, including the base's own pass: the last one is kept, so that
    /// dragging sigma does not repeat it.
    std::shared_ptr<const Probe> probe(const ProbeRequest& request, const std::stop_token& stop = {});
    FrozenStatesCache& cache() { return m_cache; }

private:
    struct Loaded {
        std::shared_ptr<const Base> base;
        std::shared_ptr<const Tokenizer> tokenizer;
        std::string hash;

        std::int64_t bytes() const;
        std::shared_ptr<const EncodedTask> encode(const Task& task, int maxLength, const std::stop_token& stop) const;
    };
    std::shared_ptr<const Loaded> load(const std::string& name, const std::stop_token& stop);

    SharedCache<Loaded> m_bases;       // by folder and hash
    SharedCache<Task> m_sources;       // by source and the state of its files
    SharedCache<EncodedTask> m_tasks;  // by base, task hash and length
    SharedCache<Probe> m_probes;       // by base, task hash, length and pooling
    FrozenStatesCache m_cache;
};

}  // namespace adapterscope
