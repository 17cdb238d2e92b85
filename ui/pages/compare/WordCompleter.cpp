// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/WordCompleter.h"

#include <QLineEdit>

#include <algorithm>

namespace adapterscope {

namespace {

/// No word begins with it: nothing is offered.
const QString nothing(1, QChar(0));

qsizetype wordStart(const QString& line, qsizetype cursor) {
    qsizetype start = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        if (line[i] == QLatin1Char('"'))
            isQuoted = !isQuoted;
        else if (line[i].isSpace() && !isQuoted)
            start = i + 1;
    }
    return start;
}

/// Nothing could be added to it: "m=8", but not "m=".
bool isWhole(const QString& word) {
    return !QStringLiteral("=<>").contains(word.back());
}

}  // namespace

WordCompleter::WordCompleter(QLineEdit& line) : QCompleter(&line), m_line(line) {
    setModel(&m_words);
    setCaseSensitivity(Qt::CaseInsensitive);
    setMaxVisibleItems(12);
}

void WordCompleter::setWords(const QStringList& words) {
    if (words != m_words.stringList())
        m_words.setStringList(words);
}

QStringList WordCompleter::splitPath(const QString& line) const {
    const qsizetype cursor = std::min<qsizetype>(m_line.cursorPosition(), line.size());
    const qsizetype start = wordStart(line, cursor);
    m_before = line.left(start);
    m_after = line.mid(cursor);
    const QString word = line.mid(start, cursor - start);
    const bool isDone = word.isEmpty() || (isWhole(word) && m_words.stringList().contains(word));
    return {isDone ? nothing : word};
}

QString WordCompleter::pathFromIndex(const QModelIndex& index) const {
    return m_before + QCompleter::pathFromIndex(index) + m_after;
}

}  // namespace adapterscope
