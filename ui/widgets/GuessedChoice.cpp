// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/GuessedChoice.h"

#include <QLineEdit>
#include <QSignalBlocker>

#include "ui/look/Breakable.h"
#include "ui/look/PlainTip.h"

namespace adapterscope {

namespace {

constexpr int longestGuess = 24;  // characters

}  // namespace

GuessedChoice::GuessedChoice(const std::string& value, Takes takes, QWidget* parent)
    : Chooser(parent), m_value(QString::fromStdString(value)) {
    if (takes == Takes::EntriesAndOthers) {
        setEditable(true);
        setInsertPolicy(NoInsert);
    }
    addItem(tr("as guessed"), QString());
    select(m_value);
    connect(this, &QComboBox::currentIndexChanged, this, &GuessedChoice::notice);
    connect(this, &QComboBox::editTextChanged, this, &GuessedChoice::notice);
}

void GuessedChoice::offer(const std::vector<Entry>& entries) {
    if (entries == m_entries)
        return;  // it may be open
    m_entries = entries;
    const QSignalBlocker quiet(this);
    const QString kept = chosen();
    while (count() > 1)
        removeItem(count() - 1);
    for (const Entry& entry : entries) {
        addItem(entry.text, entry.value);
        setItemData(count() - 1, plainTip(entry.text), Qt::ToolTipRole);
    }
    select(kept);
}

void GuessedChoice::setGuess(const QString& guess) {
    const QString text = guess.isEmpty() ? tr("as guessed") : tr("as guessed (%1)").arg(shortened(guess, longestGuess));
    const QString before = itemText(0), shown = currentText();
    if (text == before)
        return;
    const QSignalBlocker quiet(this);
    const bool isMarked = isEditable() && lineEdit()->hasSelectedText() && lineEdit()->selectedText() == shown;
    setItemText(0, text);
    if (!isEditable())
        return;
    // It may be where somebody is about to type.
    if (const QString wanted = shown == before ? text : shown; currentText() != wanted)
        setEditText(wanted);
    if (isMarked)
        lineEdit()->selectAll();
}

QString GuessedChoice::chosen() const {
    if (!isEditable())
        return currentData().toString();
    const int at = findText(currentText(), Qt::MatchExactly | Qt::MatchCaseSensitive);
    return at >= 0 ? itemData(at).toString() : currentText().trimmed();
}

void GuessedChoice::select(const QString& value) {
    int at = value.isEmpty() ? 0 : findData(value);
    if (at < 0 && !isEditable()) {
        addItem(value, value);
        at = count() - 1;
    }
    setCurrentIndex(at);
    if (isEditable())
        setEditText(at < 0 ? value : itemText(at));
}

void GuessedChoice::notice() {
    if (chosen() == m_value)
        return;
    m_value = chosen();
    emit valueChanged();
}

}  // namespace adapterscope
