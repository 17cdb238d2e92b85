// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WindowWords.h"

#include <QRegularExpression>

namespace adapterscope {

namespace {

/// As SourceChooser's menu has it.
const QString entry = QStringLiteral("\"Columns, split and sample…\" beside the task");

}  // namespace

QString inWindowWords(QString sentence) {
    static const QRegularExpression advised(
        QStringLiteral(" with --(?:text|pair|label)-column(?:(?:, | and )--(?:text|pair|label)-column)*"));
    static const QRegularExpression named(QStringLiteral("--(text|pair|label)-column(?= \")"));
    static const QRegularExpression severalFiles(QStringLiteral("say which with --(?:train|dev|test)"));
    sentence.replace(advised, " under " + entry);
    sentence.replace(named, QStringLiteral("the \\1 column"));
    sentence.replace(QStringLiteral("leave --split out"), "leave the split empty under " + entry);
    sentence.replace(severalFiles, QStringLiteral("leave one of them in the folder"));
    sentence.replace(QStringLiteral("Say the file with --train"), QStringLiteral("Choose the file itself"));
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

}  // namespace adapterscope
