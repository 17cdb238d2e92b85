// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/dispatch/Messages.h"
#include "core/training/Probe.h"
#include "core/training/Trainer.h"

namespace adapterscope {

/// Bases and encoded tasks, loaded once and shared by every call of this engine. Safe to use from several threads.
class Store {
public:
    /// What a run reads. Throws Error where base or task are no longer those that the spec was made from.
    TrainingData trainingData(const RunSpec& spec);
    std::shared_ptr<const Base> base(const std::string& name);
    std::shared_ptr<const Tokenizer> tokenizer(const std::string& baseName);
    /// A task as a base reads it; a task seen before with the same source is not read again.
    std::shared_ptr<const EncodedTask> task(const TaskSource& source, const std::string& baseName, int maxLength);
    /// The probe of the request's base, task and pooling, with the base's own pass made: the last one is kept, so that
    /// a dragged sigma does not ask for it again. A second call that wants the same one waits for the first.
    std::shared_ptr<const Probe> probe(const ProbeRequest& request);
    FrozenStatesCache& cache() { return m_cache; }

private:
    struct Loaded {
        std::shared_ptr<const Base> base;
        std::shared_ptr<const Tokenizer> tokenizer;
        std::string hash;
    };
    Loaded& load(const std::string& name);
    const Task& read(const TaskSource& source);
    std::shared_ptr<const EncodedTask> encoded(const Loaded& base, const std::string& baseName, const Task& task,
                                               int maxLength);

    std::mutex m_mutex;
    std::map<std::string, Loaded> m_bases;                              // by name as typed
    std::map<std::string, std::shared_ptr<const EncodedTask>> m_tasks;  // by base, task hash and length
    std::map<std::string, Task> m_sources;                              // by source
    FrozenStatesCache m_cache;
    std::mutex m_probing;
    std::string m_probeKey;
    std::shared_ptr<const Probe> m_probe;  // the last
};

}  // namespace adapterscope
