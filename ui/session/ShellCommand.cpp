// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/ShellCommand.h"

#include <QRegularExpression>

namespace adapterscope {

QString shellWord(const QString& word) {
    static const QRegularExpression plain("^[A-Za-z0-9_@%+=:,./-]+$");
    if (plain.match(word).hasMatch())
        return word;
    QString quoted = word;
    return "'" + quoted.replace("'", "'\\''") + "'";
}

QStringList taskOptions(const TaskSource& task) {
    QStringList words;
    const auto option = [&](const char* name, const std::string& value) {
        if (!value.empty())
            words << name << shellWord(QString::fromStdString(value));
    };
    option("--text-column", task.textColumn);
    option("--pair-column", task.pairColumn);
    option("--label-column", task.labelColumn);
    option("--train", task.trainFile);
    option("--dev", task.devFile);
    option("--test", task.testFile);
    std::string split;
    for (const int share : task.split)
        split += (split.empty() ? "" : "/") + std::to_string(share);
    option("--split", split);
    if (task.limitTrain > 0)
        option("--limit-train", std::to_string(task.limitTrain));
    option("--metric", task.metric);
    option("--positive", task.positive);
    option("--separator", task.separator);
    option("--header", task.header);
    option("--quotes", task.quotes);
    option("--encoding", task.encoding);
    return words;
}

QString trainCommand(const Choice& choice) {
    const auto word = [](const std::string& text) { return shellWord(QString::fromStdString(text)); };
    QStringList words{"adapterscope-cli", "train",  word(toText(choice.design)), "--base",
                      word(choice.base),  "--task", word(choice.task.name)};
    return (words << taskOptions(choice.task)).join(' ');
}

}  // namespace adapterscope
