// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/CommandText.h"

#include <QRegularExpression>
#include <QStringList>

namespace adapterscope {

QString shellWord(const QString& word) {
    static const QRegularExpression plain("^[A-Za-z0-9_@%+=:,./-]+$");
    if (plain.match(word).hasMatch())
        return word;
    QString quoted = word;
    return "'" + quoted.replace("'", "'\\''") + "'";
}

QString trainCommand(const Choice& choice) {
    const auto word = [](const std::string& text) { return shellWord(QString::fromStdString(text)); };
    const TaskSource& task = choice.task;
    QStringList words{"adapterscope-cli", "train",        word(toText(choice.design)), "--base", word(choice.base),
                      "--task",           word(task.name)};
    const auto option = [&](const char* name, const std::string& value) {
        if (!value.empty())
            words << name << word(value);
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
    return words.join(' ');
}

}  // namespace adapterscope
