// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BoundedText.h"

#include <QFontMetrics>
#include <QTextLayout>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "ui/look/Breakable.h"

namespace adapterscope {

namespace {

const QChar ellipsis(0x2026);

bool isOfNumber(QChar c) {
    return c.isDigit() || c == QLatin1Char('.');
}

/// Whether a line ends within a number of the text.
bool tearsNumber(const QString& text, const QStringList& lines) {
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        const QString &line = lines[i], &next = lines[i + 1];
        if (!line.isEmpty() && !next.isEmpty() && (isOfNumber(line.back()) || line.back() == QLatin1Char('-')) &&
            isOfNumber(next.front()) && text.contains(line + next.front()))
            return true;
    }
    return false;
}

/// Where a text may be broken after the signs of a design.
std::vector<qsizetype> breaksAtSigns(const QString& text) {
    std::vector<qsizetype> places;
    qsizetype place = 0;
    for (const QChar c : breakableAtSigns(text)) {
        const bool isOwn = place < text.size() && text[place] == c;
        if (!isOwn || withoutBreakPlaces(c).isEmpty())
            places.push_back(isOwn ? place + 1 : place);
        place += isOwn ? 1 : 0;
    }
    return places;
}

/// Where a line from `from` ends that would end at `to`: no line begins with the comma that ends a setting.
qsizetype beforeComma(const QString& text, qsizetype from, qsizetype to) {
    if (to >= text.size() || text[to] != QLatin1Char(','))
        return to;
    const std::vector<qsizetype> places = breaksAtSigns(text);
    const auto place = std::find_if(places.rbegin(), places.rend(), [to](qsizetype each) { return each < to; });
    if (place != places.rend() && *place > from)
        return *place;
    qsizetype end = to - 1;  // inside a name, but not inside a number
    while (end > from && isOfNumber(text[end - 1]) && isOfNumber(text[end]))
        --end;
    return end > from ? end : to;
}

QStringList linesOf(const QString& text, const QFont& font, int width) {
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const qsizetype from = line.textStart(), to = from + line.textLength();
        if (const qsizetype end = beforeComma(text, from, to); end < to)
            line.setNumColumns(static_cast<int>(end - from));
        QString shown = withoutBreakPlaces(text.mid(line.textStart(), line.textLength()));
        lines << shown.replace(QChar::Nbsp, QLatin1Char(' ')).trimmed();
    }
    layout.endLayout();
    return lines;
}

/// One paragraph's lines, between words or, if a number would be torn, after the signs of a design.
QStringList wrapped(const QString& given, const QFont& font, int width) {
    const QString text = keptTogether(given);
    const QStringList lines = linesOf(text, font, width);
    return tearsNumber(given, lines) ? linesOf(breakableAtSigns(text), font, width) : lines;
}

/// Words, numbers and keys with their values, each with the space after it: what is left out as a whole.
QStringList wordsOf(const QString& text) {
    const QString marked = breakableAtSigns(keptTogether(text));
    QStringList words;
    bool isNew = true;
    for (const QChar c : marked) {
        if (withoutBreakPlaces(c).isEmpty()) {
            isNew = !words.isEmpty() && !words.back().endsWith(QLatin1Char('='));
            continue;
        }
        if (isNew)
            words << QString();
        words.back() += c;
        isNew = c == QLatin1Char(' ');
    }
    return words;
}

/// A setting or a number; longer ones are names.
bool isValue(const QString& word) {
    constexpr qsizetype longestSetting = 32, longestNumber = 12;
    const bool hasDigit = std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
    return (word.contains(QLatin1Char('=')) && word.size() <= longestSetting) ||
           (hasDigit && word.size() <= longestNumber);
}

/// The places of the words, those first that are left out first: what all other texts have, then words rather than
/// values, from the middle to both ends.
std::vector<qsizetype> orderOf(const QStringList& words, const QStringList& others) {
    std::vector<QStringList> otherWords;
    for (const QString& other : others)
        otherWords.push_back(wordsOf(other));
    std::vector<int> ranks;
    for (const QString& word : words) {
        const bool isCommon = !others.isEmpty() && std::all_of(otherWords.begin(), otherWords.end(),
                                                               [&](const auto& other) { return other.contains(word); });
        ranks.push_back((isCommon ? 0 : 2) + (isValue(word) ? 1 : 0));
    }
    std::vector<qsizetype> order(ranks.size());
    std::iota(order.begin(), order.end(), qsizetype{0});
    const auto place = [&](qsizetype i) {
        return std::pair(ranks[static_cast<std::size_t>(i)], -std::min(i, words.size() - 1 - i));
    };
    std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) { return place(a) < place(b); });
    return order;
}

/// What is left without the first of that order.
QString without(const QStringList& words, const std::vector<qsizetype>& order, qsizetype leftOut) {
    const auto end = order.begin() + leftOut;
    QString text, gap;
    for (qsizetype i = 0; i < words.size(); ++i)
        if (std::find(order.begin(), end, i) != end)
            gap = words[i].endsWith(QLatin1Char(' ')) ? ellipsis + QStringLiteral(" ") : QString(ellipsis);
        else
            text += std::exchange(gap, {}) + words[i];
    return (text + gap).trimmed();
}

/// Shortened in the middle of a name, but never in a number.
QString elidedName(const QString& text, const QFont& font, int width) {
    const QString elided = QFontMetrics(font).elidedText(text, Qt::ElideMiddle, width);
    const qsizetype cut = elided.indexOf(ellipsis);
    if (cut < 0)
        return elided;
    QString before = elided.left(cut), after = elided.mid(cut + 1);
    if (!text.startsWith(before) || !text.endsWith(after))
        return elided;
    while (!before.isEmpty() && isOfNumber(before.back()) && isOfNumber(text[before.size()]))
        before.chop(1);
    while (!after.isEmpty() && isOfNumber(after.front()) && isOfNumber(text[text.size() - after.size() - 1]))
        after.remove(0, 1);
    return before + ellipsis + after;
}

QStringList withElidedName(const QString& text, const QFont& font, int width, int most) {
    for (int room = most * width; room > 0; room -= std::max(1, width / 8)) {
        const QString elided = elidedName(text, font, room);
        const QStringList lines = elided.isEmpty() ? QStringList() : wrapped(elided, font, width);
        if (lines.size() <= most)
            return lines;
    }
    return {};
}

/// The same with at most that many lines: if necessary without some of its words and values, each left out as a whole.
QStringList wrapped(const QString& text, const QFont& font, int width, int most, const QStringList& others) {
    QStringList lines = wrapped(breakableAtSigns(text), font, width);
    if (lines.size() <= most)
        return lines;
    lines = wrapped(text, font, width);  // broken inside a name rather than shortened
    if (lines.size() <= most && !tearsNumber(text, lines))
        return lines;
    const QStringList words = wordsOf(text);
    const std::vector<qsizetype> order = orderOf(words, others);
    const auto linesWithout = [&](qsizetype leftOut) {
        return wrapped(breakableAtSigns(without(words, order, leftOut)), font, width);
    };
    // A text of words alone keeps both its ends.
    const qsizetype kept = std::any_of(words.begin(), words.end(), isValue) ? 0 : 2;
    const qsizetype tooMany = std::max<qsizetype>(0, words.size() - kept) + 1;
    qsizetype least = 1;
    for (qsizetype enough = tooMany; least < enough;) {
        const qsizetype middle = (least + enough) / 2;
        if (linesWithout(middle).size() <= most)
            enough = middle;
        else
            least = middle + 1;
    }
    return least < tooMany ? linesWithout(least) : withElidedName(text, font, width, most);
}

}  // namespace

QString boundedText(const QString& text, const QFont& font, int width, int lines, const QStringList& others) {
    if (text.isEmpty() || width <= 0 || lines <= 0)
        return {};
    QStringList paragraphs = text.split(QLatin1Char('\n'));
    if (paragraphs.size() > lines)
        paragraphs = {paragraphs.join(QStringLiteral("; "))};
    QStringList bounded;
    for (qsizetype i = 0; i < paragraphs.size() && bounded.size() < lines; ++i) {
        // Each later paragraph keeps a line of its own.
        const int later = static_cast<int>(paragraphs.size() - i) - 1;
        const int room = std::max(1, lines - static_cast<int>(bounded.size()) - later);
        bounded << wrapped(paragraphs[i].simplified(), font, width, room, others);
    }
    return bounded.join(QLatin1Char('\n'));
}

const QString& FittedText::of(const QString& text, const QFont& font, int width, int lines, const QStringList& others) {
    if (std::tuple given(text, font, width, lines, others); given != m_given) {
        m_fitted = boundedText(text, font, width, lines, others);
        m_given = std::move(given);
    }
    return m_fitted;
}

}  // namespace adapterscope
