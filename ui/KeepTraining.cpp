// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/KeepTraining.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace adapterscope {

QString commandLineProgram() {
    if (const QString said = qEnvironmentVariable("ADAPTERSCOPE_CLI"); !said.isEmpty())
        return said;
    const QString name = "adapterscope-cli";
    const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(name) : beside;
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

}  // namespace adapterscope
