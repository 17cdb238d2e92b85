// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Threads.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "core/model/Torch.h"

namespace adapterscope {
namespace {

/// Throws std::system_error if the system cannot give this process `count` more threads: LibTorch's pool would wait
/// forever for one that cannot be started.
void requireThreads(unsigned count) {
    std::promise<void> enough;
    const std::shared_future<void> wait(enough.get_future());
    std::vector<std::jthread> threads;
    try {
        while (threads.size() < count)
            threads.emplace_back([wait] { wait.wait(); });
    } catch (...) {
        enough.set_value();
        throw;
    }
    enough.set_value();
}

}  // namespace

void setThreads(int count) {
    static std::atomic<bool> isPoolMade = false;  // initially with one thread per processor
    const auto wanted = static_cast<unsigned>(count);
    requireThreads(isPoolMade ? wanted : std::max(wanted, std::thread::hardware_concurrency()));
    at::set_num_threads(count);
    isPoolMade = true;
}

}  // namespace adapterscope
