// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TorchSupport.h"

// After LibTorch's, and its CHECK macros with it.
#include <set>
#include <string>

namespace adapterscope::test {

/// Sees every operation of LibTorch that this thread carries out while it lives, those of backward passes too.
class OperationWatch {
public:
    OperationWatch();
    ~OperationWatch();
    OperationWatch(const OperationWatch&) = delete;
    OperationWatch& operator=(const OperationWatch&) = delete;

    /// The types of number of all tensors that went in or came out, except integers and the numbers that an operation
    /// takes as they are, which have no type of their own.
    const std::set<at::ScalarType>& types() const { return m_types; }

private:
    std::set<at::ScalarType> m_types;
    std::uint64_t m_handle;
};

}  // namespace adapterscope::test
