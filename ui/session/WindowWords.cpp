// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/WindowWords.h"

#include <QHash>
#include <QRegularExpression>

#include <utility>

namespace adapterscope {

namespace {

/// As in SourceChooser's menu.
const QString entry = QStringLiteral("\"Columns, split and sample…\" beside the task");

/// The controls of that dialog, by their options; options that no rule below matches become their names.
QString withControls(const QString& sentence) {
    static const QHash<QString, QString> controls{{"text-column", "Text column"},
                                                  {"pair-column", "Pair column"},
                                                  {"label-column", "Label column"},
                                                  {"separator", "Separator"},
                                                  {"header", "Header"},
                                                  {"quotes", "Quotes"},
                                                  {"encoding", "Encoding"},
                                                  {"positive", "Positive label"},
                                                  {"split", "Split"},
                                                  {"metric", "Metric"}};
    static const QRegularExpression spelled(
        QStringLiteral("--(%1)(?: (yes|no|utf-16le)\\b)?").arg(controls.keys().join(QLatin1Char('|'))));
    QString words;
    qsizetype end = 0;
    for (auto matches = spelled.globalMatch(sentence); matches.hasNext();) {
        const auto match = matches.next();
        const QString value = match.captured(2).isEmpty() ? QString() : QStringLiteral(": ") + match.captured(2);
        words += sentence.mid(end, match.capturedStart() - end) +
                 QStringLiteral("\"%1%2\"").arg(controls[match.captured(1)], value);
        end = match.capturedEnd();
    }
    words += sentence.mid(end);
    return end == 0 || words.contains(entry) ? words : words + QStringLiteral(" (See %1.)").arg(entry);
}

QString withoutOptions(QString sentence) {
    if (!sentence.contains(QLatin1String("--")))
        return sentence;
    static const QRegularExpression advised(QStringLiteral(
        " with --(?:(?:text|pair|label)-column|separator|encoding)(?:(?:, | and )--(?:text|pair|label)-column)*"));
    static const QRegularExpression named(QStringLiteral("--(text|pair|label)-column(?= \")"));
    static const QRegularExpression severalFiles(QStringLiteral("say which with --(?:train|dev|test)"));
    sentence.replace(advised, " under " + entry);
    sentence.replace(named, QStringLiteral("the \\1 column"));
    sentence.replace(QStringLiteral("leave --split out"), "leave the split empty under " + entry);
    sentence.replace(severalFiles, QStringLiteral("leave one of them in the folder"));
    sentence.replace(QStringLiteral("Give the file with --train"), QStringLiteral("Choose the file itself"));
    sentence.replace(QStringLiteral("with --pooling"), QStringLiteral("under Pooling on the Sweep page"));
    sentence.replace(QStringLiteral("--max-length"), QStringLiteral("\"Longest text\" on the Sweep page"));
    sentence.replace(QStringLiteral("--pooling "), QStringLiteral("pooling "));
    return withControls(sentence);
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
