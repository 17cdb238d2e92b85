// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Breakable.h"

#include <QTextBoundaryFinder>

namespace adapterscope {

namespace {

constexpr int longestWord = 32, piece = 16;

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
        text += (text.isEmpty() ? QString() : QString(QChar(0x200b))) + word.mid(from, to - from);
        from = to;
    }
    return text;
}

}  // namespace

QString breakable(const QString& text) {
    QString result;
    QTextBoundaryFinder lines(QTextBoundaryFinder::Line, text);
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype next = lines.toNextBoundary();
        const QString word = text.mid(from, next < 0 ? -1 : next - from);
        result += word.size() > longestWord ? broken(word) : word;
        from += word.size();
    }
    return result;
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
