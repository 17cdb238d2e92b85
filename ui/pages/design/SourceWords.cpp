// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/SourceWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace adapterscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("SourceWords", text);
}

QString number(qint64 value) {
    return QLocale(QLocale::English).toString(value);
}

}  // namespace

QString wordsOf(const BaseConfig& base) {
    const QString reads = base.defaultPooling == Pooling::Mean  ? tr("the mean of all tokens")
                          : base.defaultPooling == Pooling::Cls ? tr("the first token")
                                                                : tr("the pooler");
    return tr("%1 with %2 layers of d = %3; %4 parameters. The head reads %5.")
        .arg(QString::fromStdString(base.family).toUpper())
        .arg(base.layers)
        .arg(number(base.hidden), number(base.parameters(base.defaultPooling == Pooling::Pooler)), reads);
}

QString wordsOf(const Task& task) {
    QStringList labels;
    for (const std::string& label : task.labels)
        labels << QString::fromStdString(label);
    if (labels.size() > 4)
        labels = labels.mid(0, 3) << "…";
    const auto size = [](const std::vector<Example>& split) { return number(static_cast<qint64>(split.size())); };
    QString words = tr("%1 classes (%2); %3 / %4 / %5 texts to train, dev, test.")
                        .arg(task.classes())
                        .arg(labels.join(", "), size(task.train), size(task.dev), size(task.test));
    if (!task.dev.empty())
        words += ' ' + tr("The commonest label is right for %1 % of dev.")
                           .arg(QLocale(QLocale::English).toString(100 * task.majorityShare(task.dev), 'f', 1));
    if (!task.remarks.empty())
        words += ' ' + tr("%1 rows were refused or repaired.").arg(task.remarks.size());
    return words;
}

}  // namespace adapterscope
