// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Read by ThreadSanitizer where the tests are built with it. Copies of an Error share its text, and futures share an
/// exception; libstdc++.so counts both atomically, but is not built with it: it does not see that the last of two
/// threads to let go has waited for the other.
// NOLINTNEXTLINE(bugprone-reserved-identifier,clang-diagnostic-reserved-identifier,readability-identifier-naming)
extern "C" const char* __tsan_default_suppressions() {
    return "race:std::__exception_ptr::exception_ptr::_M_release\n"
           "race:std::runtime_error::~runtime_error\n";
}
