// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Fault.h"

#include <exception>
#include <filesystem>
#include <new>
#include <system_error>

#include "core/common/FaultLog.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace {

Error systemFault(const std::string& activity, const std::system_error& error) {
    if (const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&error);
        file && !file->path1().empty())
        return Error(
            Sentence("{} failed at {}: {}.", activity, file->path1().string().substr(0, 300), reasonOf(error.code())),
            kindOf(error.code()));
    if (error.code() == std::errc::resource_unavailable_try_again)
        return Error(Sentence("{} failed because the system does not allow this program another thread. Use fewer "
                              "workers, close other programs, or raise the limit on processes (ulimit -u).",
                              activity),
                     ErrorKind::Machine);
    return Error(Sentence("{} failed: {}.", activity, reasonOf(error.code())), ErrorKind::Machine);
}

}  // namespace

Error memoryFault(const std::string& activity, const std::string& text) {
    return Error(Sentence("{} needs more memory than this machine can give. Use a smaller batch or maximum length, "
                          "fewer workers or a smaller design, or close other programs. {}",
                          activity, logFault(activity, text)),
                 ErrorKind::Machine);
}

Error unexpectedFault(const std::string& activity, const Sentence& how, const std::string& text, ErrorKind kind) {
    return Error(Sentence("{} failed {}. {} Try it again; if it fails again, report it with that file.", activity, how,
                          logFault(activity, text)),
                 kind);
}

Error currentFault(const std::string& activity, ErrorKind unexpected) {
    constexpr const char* how = "for an unexpected reason";
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc& error) {
        return memoryFault(activity, error.what());
    } catch (const std::system_error& error) {
        return systemFault(activity, error);
    } catch (const std::exception& error) {
        return unexpectedFault(activity, how, error.what(), unexpected);
    } catch (...) {
        return unexpectedFault(activity, how, "An exception of an unknown type.", unexpected);
    }
}

}  // namespace adapterscope
