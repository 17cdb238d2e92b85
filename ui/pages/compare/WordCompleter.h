// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCompleter>
#include <QStringListModel>

class QLineEdit;

namespace adapterscope {

/// Completes the word at the cursor of a line, and leaves the others as they are. Blanks outside double quotes
/// separate words.
class WordCompleter : public QCompleter {
    Q_OBJECT

public:
    /// Belongs to the line, which outlives it.
    explicit WordCompleter(QLineEdit& line);

    void setWords(const QStringList& words);

    QStringList splitPath(const QString& line) const override;
    QString pathFromIndex(const QModelIndex& index) const override;

private:
    QLineEdit& m_line;
    QStringListModel m_words;
    mutable QString m_before, m_after;  ///< the text around the word while it is completed
};

}  // namespace adapterscope
