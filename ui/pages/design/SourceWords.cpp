// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/SourceWords.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/Numbers.h"

namespace adapterscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("SourceWords", text);
}

}  // namespace

QString wordsOf(const BaseConfig& base) {
    const QString reads = base.defaultPooling == Pooling::Mean  ? tr("mean of the tokens")
                          : base.defaultPooling == Pooling::Cls ? tr("first token")
                                                                : tr("pooler");
    return tr("%1, %2 layers of d = %3; %4 parameters; head on the %5")
        .arg(QString::fromStdString(base.family).toUpper())
        .arg(base.layers)
        .arg(withSeparators(base.hidden), withSeparators(base.parameters(base.defaultPooling == Pooling::Pooler)),
             reads);
}

QString wordsOf(const Task& task) {
    QStringList labels;
    for (const std::string& label : task.labels)
        labels << QString::fromStdString(label);
    if (labels.size() > 4)
        labels = labels.mid(0, 3) << "…";
    const auto size = [](const std::vector<Example>& split) {
        return withSeparators(static_cast<std::int64_t>(split.size()));
    };
    QString words = tr("%1 classes: %2; %3 train, %4 dev, %5 test")
                        .arg(task.classes())
                        .arg(labels.join(", "), size(task.train), size(task.dev), size(task.test));
    if (!task.dev.empty())
        words += "; " + tr("commonest label %1 of dev").arg(percentText(100 * task.majorityShare(task.dev)));
    if (!task.remarks.empty())
        words += "; " + tr("%1 rows refused or repaired").arg(task.remarks.size());
    return words;
}

}  // namespace adapterscope
