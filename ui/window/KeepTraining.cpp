// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/KeepTraining.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <fcntl.h>

#include <csignal>
#include <vector>

#include "core/common/Error.h"
#include "core/common/FindProgram.h"
#include "core/common/ProcessStart.h"

namespace adapterscope {

QString commandLineProgram() {
    if (const QString given = qEnvironmentVariable("ADAPTERSCOPE_CLI"); !given.isEmpty())
        return given;
    const QString name = "adapterscope-cli";
    const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QString::fromStdString(findProgram(name.toStdString()).string()) : beside;
}

bool keepTraining(const QString& projectFile, const std::set<std::string>& runs) {
    const std::string program = commandLineProgram().toStdString();
    if (program.empty())
        return false;
    try {
        const Descriptor nowhere = aboveStandard(::open("/dev/null", O_RDWR | O_CLOEXEC));
        std::vector<std::string> words = {program, "-q", "sweep", "--project", projectFile.toStdString()};
        if (!runs.empty())
            words.emplace_back("--runs");
        words.insert(words.end(), runs.begin(), runs.end());
        startDetached({.program = findProgram(program),
                       .words = words,
                       .input = nowhere.number(),
                       .output = nowhere.number(),
                       .errors = nowhere.number(),
                       .folder = QFileInfo(projectFile).absolutePath().toStdString()});
        return true;
    } catch (const Error&) {
        return false;
    }
}

bool isSweepWithoutWindow(int process) {
    QFile words(QStringLiteral("/proc/%1/cmdline").arg(process));
    if (process <= 0 || !words.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> list = words.readAll().split('\0');
    return QFileInfo(QFile::decodeName(list.value(0))).fileName() == QLatin1String("adapterscope-cli") &&
           list.contains("sweep");
}

void askForProject(int process) {
    ::kill(process, SIGUSR1);
}

}  // namespace adapterscope
