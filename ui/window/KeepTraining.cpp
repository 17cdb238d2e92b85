// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/KeepTraining.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>

#include "core/common/FindProgram.h"

namespace adapterscope {

QString commandLineProgram() {
    if (const QString given = qEnvironmentVariable("ADAPTERSCOPE_CLI"); !given.isEmpty())
        return given;
    const QString name = "adapterscope-cli";
    const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QString::fromStdString(findProgram(name.toStdString()).string()) : beside;
}

bool keepTraining(const QString& projectFile) {
    const QString program = commandLineProgram();
    if (program.isEmpty())
        return false;
    QProcess process;
    process.setProgram(program);
    process.setArguments({"-q", "sweep", "--project", projectFile});
    process.setWorkingDirectory(QFileInfo(projectFile).absolutePath());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    return process.startDetached();
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
