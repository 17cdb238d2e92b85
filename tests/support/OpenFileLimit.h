// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/resource.h>

namespace adapterscope::test {

/// While it exists this process opens no file with a number from `most` on; what is open stays open.
class OpenFileLimit {
public:
    explicit OpenFileLimit(rlim_t most) {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit less{most, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &less);
    }
    ~OpenFileLimit() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    OpenFileLimit(const OpenFileLimit&) = delete;
    OpenFileLimit& operator=(const OpenFileLimit&) = delete;

private:
    rlimit m_before{};
};

}  // namespace adapterscope::test
