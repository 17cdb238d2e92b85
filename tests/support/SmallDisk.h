// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sched.h>
#include <sys/mount.h>

#include <iostream>

#include "tests/support/Support.h"

namespace adapterscope::test {

/// A disk of `kilobytes`; false (and a line that reports the test as skipped) if this machine forbids mounting one.
class SmallDisk {
public:
    explicit SmallDisk(int kilobytes) {
        const std::string size = "size=" + std::to_string(kilobytes) + "k";
        const auto mounted = [&] { return ::mount("none", m_folder.path().c_str(), "tmpfs", 0, size.c_str()) == 0; };
        m_there = mounted() || (::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && mounted());
        if (!m_there)
            std::cout << "[skipped] this machine lets nobody mount a small disk" << std::endl;
    }
    ~SmallDisk() {
        if (m_there)
            ::umount2(m_folder.path().c_str(), MNT_DETACH);
    }

    bool isThere() const { return m_there; }
    std::filesystem::path operator/(const std::string& name) const { return m_folder / name; }

private:
    TempFolder m_folder;
    bool m_there = false;
};

}  // namespace adapterscope::test
