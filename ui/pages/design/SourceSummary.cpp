// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/SourceSummary.h"

#include <QCoreApplication>
#include <QStringList>

#include "core/base/TensorFacts.h"
#include "ui/look/Breakable.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"

namespace adapterscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("SourceSummary", text);
}

}  // namespace

QString wordsOf(const BaseConfig& base) {
    const QString reads = base.defaultPooling == Pooling::Mean  ? tr("mean pooling")
                          : base.defaultPooling == Pooling::Cls ? tr("first token")
                                                                : tr("pooler");
    return keptTogether(tr("%1: %2, d = %3, %4, %5")
                            .arg(QString::fromStdString(base.family).toUpper(), counts::layers(base.layers),
                                 withSeparators(base.hidden),
                                 counts::parameters(encoderParameters(base, base.defaultPooling == Pooling::Pooler)),
                                 reads));
}

QString wordsOf(const Task& task) {
    QStringList labels;
    for (const std::string& label : task.labels)
        labels << shortened(QString::fromStdString(label), 24);
    if (labels.size() > 4)
        labels = labels.mid(0, 3) << "…";
    const auto size = [](const std::vector<Example>& split) {
        return withSeparators(static_cast<std::int64_t>(split.size()));
    };
    QString words =
        QCoreApplication::translate("SourceSummary", "%1 class(es): %2; %3 / %4 / %5 texts", nullptr, task.classes())
            .arg(task.classes())
            .arg(labels.join(", "), size(task.train), size(task.dev), size(task.test));
    if (const auto majority = task.majorityScore(task.dev))
        words += "; " + tr("majority guess %1").arg(percentText(100 * *majority));
    words.replace(" %", QString(QChar::Nbsp) + '%');
    return words;
}

QString tipOf(const Task& task) {
    return tr("Texts for training, development and test; the majority guess always gives the commonest label, "
              "scored on dev. Metric: %1.")
        .arg(QString::fromStdString(task.metric));
}

}  // namespace adapterscope
