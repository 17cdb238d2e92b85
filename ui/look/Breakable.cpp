// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Breakable.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace adapterscope {

namespace {

constexpr int longestWord = 32, piece = 16, shortName = 8, shortValue = 6;
const QChar breakPlace(0x200b);

/// A value stays with its key if it is as short as most numbers.
bool isShortValue(const QString& word, qsizetype from) {
    const auto isSign = [](QChar c) { return QStringLiteral(",+:=").contains(c); };
    return std::find_if(word.begin() + from, word.end(), isSign) - (word.begin() + from) <= shortValue;
}

/// Whether a word is best broken before that place: after a sign of a design's text, but not inside a number such as
/// 1e+3 or 1,000.
bool isAfterSign(const QString& word, qsizetype place) {
    const QChar sign = word[place - 1], before = place > 1 ? word[place - 2] : QChar(), next = word[place];
    if (!next.isLetterOrNumber())
        return false;
    if (sign == QLatin1Char('+'))
        return !(before == QLatin1Char('e') && place > 2 && word[place - 3].isDigit());
    if (sign == QLatin1Char(','))
        return !(before.isDigit() && next.isDigit());
    return sign == QLatin1Char(':') || (sign == QLatin1Char('=') && !isShortValue(word, place));
}

/// The word in pieces that can break apart, never between a letter and its marks.
QString broken(const QString& word) {
    QString text;
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, word);
    qsizetype from = 0;
    while (from < word.size()) {
        letters.setPosition(std::min(from + piece, word.size()));
        qsizetype to = letters.isAtBoundary() ? letters.position() : letters.toNextBoundary();
        if (to < 0)
            to = word.size();
        text += (text.isEmpty() ? QString() : QString(breakPlace)) + word.mid(from, to - from);
        from = to;
    }
    return text;
}

QString brokenAtSigns(const QString& word, bool isAnywhere) {
    QString text;
    qsizetype from = 0;
    for (qsizetype to = 1; to <= word.size(); ++to)
        if (to == word.size() || isAfterSign(word, to)) {
            const QString part = word.mid(from, to - from);
            text += (text.isEmpty() ? QString() : QString(breakPlace)) +
                    (isAnywhere && part.size() > longestWord ? broken(part) : part);
            from = to;
        }
    return text;
}

QString withBreakPlaces(const QString& text, bool isAnywhere) {
    QString result;
    QTextBoundaryFinder lines(QTextBoundaryFinder::Line, text);
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype next = lines.toNextBoundary();
        const QString word = text.mid(from, next < 0 ? -1 : next - from);
        result += word.size() > (isAnywhere ? piece : shortName) ? brokenAtSigns(word, isAnywhere) : word;
        from += word.size();
    }
    return result;
}

}  // namespace

QString breakable(const QString& text) {
    return withBreakPlaces(text, true);
}

QString breakableAtSigns(const QString& text) {
    return withBreakPlaces(text, false);
}

QString withoutBreakPlaces(QString text) {
    return text.remove(breakPlace);
}

QString keptTogether(QString text) {
    static const QRegularExpression equation(QStringLiteral("\\b(\\w{1,6}) = (?=[-+\u2212]?\\d)"));
    static const QRegularExpression unit(QStringLiteral("(?<=\\d) (?=%|(?:ms|s|min|h|k|M|G|B|kB|MB|GB)\\b)"));
    static const QRegularExpression setting(QStringLiteral("\\b(lr|batch|epochs|seed|layer) (?=\\d)"));
    const QString space(QChar::Nbsp);
    text.replace(equation, QStringLiteral("\\1") + space + QLatin1Char('=') + space);
    text.replace(unit, space);
    return text.replace(setting, QStringLiteral("\\1") + space);
}

QString shortened(const QString& text, qsizetype most) {
    if (text.size() <= most)
        return text;
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, text);
    letters.setPosition(most / 2);
    const qsizetype left = letters.isAtBoundary() ? letters.position() : letters.toPreviousBoundary();
    letters.setPosition(text.size() - (most - most / 2 - 1));
    const qsizetype right = letters.isAtBoundary() ? letters.position() : letters.toNextBoundary();
    return text.left(left) + QChar(0x2026) + text.mid(right);
}

}  // namespace adapterscope
