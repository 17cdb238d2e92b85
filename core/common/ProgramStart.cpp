// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/ProgramStart.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"

namespace adapterscope {
namespace {

/// Printing to a closed standard output fails, as on a full disk; nobody misses lost messages.
void openStandardStreams() {
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number)
        if (::fcntl(number, F_GETFD) < 0 && errno == EBADF)  // it is the lowest free number, so open() returns it
            if (::open("/dev/null", number == STDERR_FILENO ? O_WRONLY : O_RDONLY) < 0)
                return;
}

void requireFiles(int files) {
    std::vector<Descriptor> open;
    for (int i = 0; i < files; ++i) {
        Descriptor file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        if (!file && (errno == EMFILE || errno == ENFILE))
            throw Error(Sentence("Too many open files: the program needs {} more, and the system gives it {}. Raise "
                                 "that limit (ulimit -n), or close other programs.",
                                 files, i),
                        ErrorKind::Machine);
        open.push_back(std::move(file));
    }
}

void requireStack() {
    constexpr rlim_t least = 1 << 20;  // bytes
    rlimit limit{};
    if (::getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < least)
        throw Error(Sentence("The stack of a program is limited to {} kB here, and this one needs {} kB: raise that "
                             "limit (ulimit -s).",
                             limit.rlim_cur >> 10, least >> 10),
                    ErrorKind::Machine);
}

}  // namespace

void prepareProgram(int files) {
    openStandardStreams();
    requireFiles(files);
    requireStack();
}

}  // namespace adapterscope
