// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

#include "ui/pages/compare/FilterTyping.h"

namespace adapterscope {

class WordCompleter;

/// Where a filter of runs is typed (RunFilter), with the words that the project's runs have. Esc clears it; Enter, or
/// another place for the focus, ends it.
class FilterBox : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterBox(QWidget* parent = nullptr);

    /// What each of its words can be completed to.
    void setWords(const QStringList& words);
    /// A filter that nobody is typing.
    void display(const QString& filter);
    FilterTyping typing() const { return m_typing; }

signals:
    /// The text is the same.
    void typingChanged();

protected:
    bool event(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void noteText();
    void setTyping(FilterTyping typing);

    WordCompleter* m_completer;
    FilterTyping m_typing = FilterTyping::Over;
    bool m_isEdited = false;  ///< the next change of the text comes from the person
    QTimer m_pause;
};

}  // namespace adapterscope
