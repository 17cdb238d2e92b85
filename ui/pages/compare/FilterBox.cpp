// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/FilterBox.h"

#include <QAbstractItemView>
#include <QKeyEvent>

#include <utility>

#include "ui/look/PlainTip.h"
#include "ui/look/TextSize.h"
#include "ui/pages/compare/WordCompleter.h"

namespace adapterscope {

namespace {

constexpr int pauseMilliseconds = 1000;

}  // namespace

FilterBox::FilterBox(QWidget* parent) : QLineEdit(parent), m_completer(new WordCompleter(*this)) {
    setObjectName("runFilter");
    setPlaceholderText(tr("Filter runs, as in: m=8 lr>=1e-3 done"));
    setClearButtonEnabled(true);
    setAccessibleName(tr("Filter runs"));
    setToolTip(
        plainTip(tr("The runs for which every word is true, in the figure, its averages and the table:\n"
                    "m=8, lr>=1e-3, task=sentiment: a factor; with =, !=, <, <=, > or >=\n"
                    "dev>0.9, test, trained, steps, best_step, seconds, attempts, seed, id, design, metric: the same\n"
                    "done, diverged, failed, \u2026: a status\n"
                    "tag:paper: a tag that the run has; tag!=paper: that it does not have\n"
                    "archived: only archived runs, which are left out otherwise; archived=any: those too\n"
                    "any other word: a text in the label, names, status, reason, tags or note of a run\n"
                    "A value with blanks must be in double quotes. Capitals do not matter.")));
    textsize::limitWidth(*this, 360);
    setCompleter(m_completer);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMilliseconds);
    connect(this, &QLineEdit::textEdited, this, [this] { m_isEdited = true; });
    connect(this, &QLineEdit::textChanged, this, &FilterBox::noteText);
    connect(this, &QLineEdit::returnPressed, this, [this] { setTyping(FilterTyping::Over); });
    connect(&m_pause, &QTimer::timeout, this, [this] { setTyping(FilterTyping::Pausing); });
}

void FilterBox::noteText() {
    const bool isTyped = std::exchange(m_isEdited, false) || hasFocus();  // a completion is no edit
    m_typing = isTyped ? FilterTyping::Going : FilterTyping::Over;
    if (isTyped)
        m_pause.start();
    else
        m_pause.stop();
}

void FilterBox::setTyping(FilterTyping typing) {
    m_pause.stop();
    if (std::exchange(m_typing, typing) != typing)
        emit typingChanged();
}

void FilterBox::display(const QString& filter) {
    setText(filter);
    m_pause.stop();
    m_typing = FilterTyping::Over;
}

void FilterBox::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)  // the list of completions, or the menu
        setTyping(FilterTyping::Over);
}

bool FilterBox::event(QEvent* event) {
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape || text().isEmpty() ||
        m_completer->popup()->isVisible())  // which Esc closes
        return QLineEdit::event(event);
    if (event->type() == QEvent::KeyPress)
        clear();
    event->accept();  // else Esc would end a presentation instead
    return true;
}

void FilterBox::setWords(const QStringList& words) {
    m_completer->setWords(words);
}

}  // namespace adapterscope
