// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace adapterscope {

/// The engine's side of the protocol (core/dispatch/Messages.h): one message a line in, answers and notifications out,
/// until the input ends. Each call runs in a thread of its own; at most `workers` runs train at once, and further ones
/// wait. Rubbish is answered in words and costs nothing else.
class Server {
public:
    Server(int inputDescriptor, int outputDescriptor, int workers);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Serves until the input ends; then stops every call and returns when the last has ended.
    void serve();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
