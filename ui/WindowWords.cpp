// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WindowWords.h"

#include <QRegularExpression>

namespace adapterscope {

namespace {

/// As SourceChooser's menu has it.
const QString entry = QStringLiteral("\"Columns, split and sample…\" beside the task");

QString withoutOptions(QString sentence) {
    static const QRegularExpression advised(
        QStringLiteral(" with --(?:text|pair|label)-column(?:(?:, | and )--(?:text|pair|label)-column)*"));
    static const QRegularExpression named(QStringLiteral("--(text|pair|label)-column(?= \")"));
    static const QRegularExpression severalFiles(QStringLiteral("say which with --(?:train|dev|test)"));
    sentence.replace(advised, " under " + entry);
    sentence.replace(named, QStringLiteral("the \\1 column"));
    sentence.replace(QStringLiteral("leave --split out"), "leave the split empty under " + entry);
    sentence.replace(severalFiles, QStringLiteral("leave one of them in the folder"));
    sentence.replace(QStringLiteral("Say the file with --train"), QStringLiteral("Choose the file itself"));
    sentence.replace(QStringLiteral("with --pooling"), QStringLiteral("under Pooling on the Sweep page"));
    sentence.replace(QStringLiteral("--pooling "), QStringLiteral("pooling "));
    return sentence;
}

}  // namespace

QString inWindowWords(QString sentence) {
    sentence = withoutOptions(std::move(sentence));
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

QStringList inWindowWords(const std::vector<std::string>& remarks) {
    QStringList words;
    for (const std::string& remark : remarks)
        words << withoutOptions(QString::fromStdString(remark));
    return words;
}

}  // namespace adapterscope
