// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program: reads its command line, then shows the window, or writes a figure without one.
#include <QApplication>
#include <QIcon>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>

#include "core/common/Error.h"
#include "core/common/ProgramStart.h"
#include "core/dispatch/EngineLimits.h"
#include "ui/window/WindowApplication.h"
#include "ui/window/WindowArguments.h"

int main(int argc, char* argv[]) {
    using namespace adapterscope;
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the limit is an error of its write, like a full disk
    WindowArguments arguments;
    try {
        prepareProgram(40);  // Qt and what it loads end the program if they get none
        QStringList words;
        for (int i = 1; i < argc; ++i)
            words << QString::fromLocal8Bit(argv[i]);
        arguments = parseWindowArguments(words);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s: %s\n", std::filesystem::path(argv[0]).filename().c_str(), error.what());
        return error.exitCode();
    }
    if (arguments.help || arguments.version) {
        std::fputs(arguments.help ? qPrintable(windowHelp()) : "adapterscope " ADAPTERSCOPE_VERSION "\n", stdout);
        return 0;
    }
    std::string fault = windowSpaceFault(addressableMegabytes()).text();
    if (fault.empty() && !choosePlatform(arguments))
        fault = "there is no display to open a window on; adapterscope-cli does the same without one.";
    if (!fault.empty()) {
        std::fprintf(stderr, "adapterscope: %s\n", fault.c_str());
        return static_cast<int>(ErrorKind::Machine);
    }
    QApplication application(argc, argv);
    QApplication::setApplicationVersion(ADAPTERSCOPE_VERSION);
    return runWindow(arguments);
}
