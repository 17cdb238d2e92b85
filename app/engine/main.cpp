// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <mimalloc.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <iostream>
#include <string>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/ProgramStart.h"
#include "core/dispatch/EngineLimits.h"
#include "core/engine/EngineFault.h"
#include "core/engine/Server.h"

namespace {

int fail(const std::string& sentence, adapterscope::ErrorKind kind) {
    std::cerr << sentence << '\n';
    return static_cast<int>(kind);
}

/// OpenBLAS asks for the buffer of a product again and again, forever, if there is no memory for it. So a thread that
/// is refused memory this often in a short time ends the engine; its client then knows the reason.
void noteFailedAllocation(int error, void* /*unused*/) {
    using Clock = std::chrono::steady_clock;
    constexpr int most = 1000;
    constexpr std::chrono::seconds shortTime{10};
    thread_local int failures = 0;
    thread_local Clock::time_point first;
    if (error != ENOMEM)
        return;
    if (failures == 0 || Clock::now() - first > shortTime) {
        failures = 0;
        first = Clock::now();
    }
    if (++failures < most)
        return;
    constexpr std::string_view sentence =
        "The system has no more memory for the engine. Use a smaller batch or maximum length, fewer workers or a "
        "smaller "
        "design, close other programs, or raise the limit on memory (ulimit -v).\n";
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, sentence.data(), sentence.size());
    ::_exit(static_cast<int>(adapterscope::ErrorKind::Machine));
}

/// CLI11 takes 0x10 and 020 for numbers too.
std::string decimalFault(const std::string& text) {
    return text.find_first_not_of("0123456789") == std::string::npos && (text == "0" || !text.starts_with('0'))
               ? ""
               : text + " is not a whole number";
}

}  // namespace

/// adapterscope-engine: the only program that links LibTorch. Speaks the protocol of core/dispatch/Messages.h on its
/// standard streams.
int main(int argc, char** argv) {
    CLI::App app(
        "The engine of AdapterScope: trains and measures for adapterscope and adapterscope-cli over its standard "
        "streams.");
    app.set_help_flag("-h,--help", "Print this help");
    int workers = 1;
    app.add_option("--workers", workers, "Runs trained at once")
        ->type_name("N")
        ->check(decimalFault)
        ->check(CLI::Range(1, 1024));
    try {
        adapterscope::prepareProgram(16);  // for the files of a base and of a task
        app.parse(argc, argv);
    } catch (const adapterscope::Error& fault) {
        return fail(fault.what(), fault.kind());
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0)
            return app.exit(error);  // help was requested
        const bool isBadValue = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ValidationError);
        return fail(
            "adapterscope-engine: " + adapterscope::shortened(error.what()) + ".\nSee adapterscope-engine --help.",
            isBadValue ? adapterscope::ErrorKind::Input : adapterscope::ErrorKind::Usage);
    }

    if (const adapterscope::Sentence fault =
            adapterscope::addressSpaceFault(adapterscope::megabytesInUse(), adapterscope::addressableMegabytes());
        !fault.empty())
        return fail(fault.text(), adapterscope::ErrorKind::Machine);
    mi_register_error(&noteFailedAllocation, nullptr);
    mi_option_set_enabled(mi_option_allow_decommit,
                          false);  // tensors of one step fit the next: giving pages back costs page faults
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the limit is an error of its write
    adapterscope::logUncaughtExceptions();
    std::signal(SIGINT, SIG_IGN);  // Ctrl-C belongs to the client, which ends the engine by closing its input
    // What a library prints goes to standard error; standard output is for the protocol only.
    const int output = ::dup(STDOUT_FILENO);
    if (output < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return fail("The engine's standard streams are not open.", adapterscope::ErrorKind::Machine);
    adapterscope::Server(STDIN_FILENO, output, workers).serve();
    return 0;
}
