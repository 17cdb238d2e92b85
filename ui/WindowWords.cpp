// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WindowWords.h"

#include <QRegularExpression>

#include <utility>

namespace adapterscope {

namespace {

/// As SourceChooser's menu has it.
const QString entry = QStringLiteral("\"Columns, split and sample…\" beside the task");

/// The controls of that dialog, by their options; what none of the rules below caught becomes their names.
QString withControls(QString sentence) {
    static const std::pair<const char*, const char*> controls[] = {{"text-column", "Text column"},
                                                                   {"pair-column", "Pair column"},
                                                                   {"label-column", "Label column"},
                                                                   {"separator", "Separator"},
                                                                   {"header", "Header"},
                                                                   {"quotes", "Quotes"},
                                                                   {"encoding", "Encoding"},
                                                                   {"positive", "Positive label"},
                                                                   {"split", "Split"},
                                                                   {"metric", "Metric"}};
    bool found = false;
    for (const auto& [option, control] : controls) {
        const QRegularExpression spelled(QStringLiteral("--%1(?: (yes|no|utf-16le)\\b)?").arg(QLatin1String(option)));
        for (auto match = spelled.match(sentence); match.hasMatch(); match = spelled.match(sentence)) {
            const QString value = match.captured(1).isEmpty() ? QString() : QStringLiteral(": ") + match.captured(1);
            sentence.replace(match.capturedStart(), match.capturedLength(),
                             QStringLiteral("\"%1%2\"").arg(QLatin1String(control), value));
            found = true;
        }
    }
    if (found && !sentence.contains(entry))
        sentence += QStringLiteral(" (See %1.)").arg(entry);
    return sentence;
}

QString withoutOptions(QString sentence) {
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
    sentence.replace(QStringLiteral("--pooling "), QStringLiteral("pooling "));
    return withControls(std::move(sentence));
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
