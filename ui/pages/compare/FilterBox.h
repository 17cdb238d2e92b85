// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace adapterscope {

class WordCompleter;

/// Where a filter of runs is typed (RunFilter), with the words that the project's runs have. Esc clears it.
class FilterBox : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterBox(QWidget* parent = nullptr);

    /// What each of its words can be completed to.
    void setWords(const QStringList& words);

protected:
    bool event(QEvent* event) override;

private:
    WordCompleter* m_completer;
};

}  // namespace adapterscope
