// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/SharedMemory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string_view>

namespace adapterscope {
namespace {

std::atomic<int> losses = 0;
struct sigaction previousAction {};  // what SIGBUS did before
std::uintptr_t pageSize = 4096;

static_assert(std::atomic<int>::is_always_lock_free);

/// One line of /proc/self/maps, read byte by byte: its range of addresses, and the end of its file's name, however long
/// that is. Like all that a signal handler calls, it allocates nothing.
class MapLine {
public:
    void add(char c) {
        if (m_field < 2) {
            if (c == '-' || c == ' ')
                ++m_field;
            else
                m_range[m_field] = m_range[m_field] << 4 | static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        std::memmove(m_end.data(), m_end.data() + 1, m_end.size() - 1);
        m_end.back() = c;
    }
    bool isSharedMemoryAt(std::uintptr_t address) const {
        constexpr std::string_view named = "-shm", unnamed = "-shm (deleted)";
        const std::string_view end(m_end.data(), m_end.size());
        return address >= m_range[0] && address < m_range[1] && (end.ends_with(named) || end.ends_with(unnamed));
    }

private:
    std::array<std::uintptr_t, 2> m_range{};
    std::size_t m_field = 0;
    std::array<char, 16> m_end{};
};

bool isSharedMemory(std::uintptr_t address) {
    const int maps = ::open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (maps < 0)
        return false;
    bool found = false;
    MapLine line;
    std::array<char, 512> text{};
    for (ssize_t size = 0; !found && (size = ::read(maps, text.data(), text.size())) > 0;)
        for (ssize_t i = 0; i < size && !found; ++i) {
            if (text[static_cast<std::size_t>(i)] != '\n') {
                line.add(text[static_cast<std::size_t>(i)]);
                continue;
            }
            found = line.isSharedMemoryAt(address);
            line = {};
        }
    ::close(maps);
    return found;
}

void replacePage(int signal, siginfo_t* information, void*) {
    const int error = errno;
    const auto address = reinterpret_cast<std::uintptr_t>(information->si_addr);
    void* const page = static_cast<char*>(information->si_addr) - address % pageSize;
    if (information->si_code == BUS_ADRERR && isSharedMemory(address) &&
        ::mmap(page, pageSize, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
        ++losses;
    else if (::sigaction(signal, &previousAction, nullptr) == 0 && information->si_code <= 0)
        ::raise(signal);  // somebody sent it; an access is simply repeated, and does what it did before
    errno = error;
}

}  // namespace

void surviveLostSharedMemory() {
    static std::once_flag once;
    std::call_once(once, [] {
        pageSize = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
        struct sigaction action {};
        action.sa_sigaction = replacePage;
        action.sa_flags = SA_SIGINFO;
        ::sigemptyset(&action.sa_mask);
        ::sigaction(SIGBUS, &action, &previousAction);
    });
}

int sharedMemoryLosses() {
    return losses;
}

}  // namespace adapterscope
