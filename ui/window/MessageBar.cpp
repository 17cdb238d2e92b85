// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageBar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

#include "core/common/Excerpt.h"
#include "ui/look/Breakable.h"
#include "ui/look/Card.h"
#include "ui/look/Glyph.h"
#include "ui/look/PlainTip.h"
#include "ui/look/SignLabel.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

constexpr int barMargin = 4;  // pixels above and below
constexpr int linesSeen = 2;  // at 18 pt in 1024 pixels, that is most sentences

Glyph glyphOf(Message::Level level) {
    switch (level) {
        case Message::Level::Fault:
            return Glyph::Fault;
        case Message::Level::Warning:
            return Glyph::Warning;
        case Message::Level::Information:
            break;
    }
    return Glyph::Information;
}

ToneLabel::Tone toneOf(Message::Level level) {
    switch (level) {
        case Message::Level::Fault:
            return theme::fault;
        case Message::Level::Warning:
            return theme::warning;
        case Message::Level::Information:
            break;
    }
    return [](const QPalette& palette) { return palette.color(QPalette::Link); };
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      m_sign(new SignLabel(20)),
      m_text(new QLabel),
      m_scroll(new QScrollArea),
      m_others(new ToneLabel(theme::quietText)),
      m_action(new QPushButton),
      m_close(new QToolButton) {
    setObjectName("messageBar");
    m_text->setObjectName("messageText");
    m_text->setTextFormat(Qt::PlainText);  // what it names may look like markup
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_scroll->setObjectName("messageScroll");
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_text);
    m_scroll->setWidgetResizable(true);
    m_scroll->setMinimumHeight(0);
    m_scroll->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_text->setAutoFillBackground(false);
    m_others->setObjectName("messageOthers");
    m_others->setWordWrap(false);
    m_others->setToolTip(tr("Messages that are shown when this one is answered or closed"));
    m_action->setObjectName("messageAction");
    m_close->setObjectName("messageClose");
    m_close->setIcon(glyphIcon(Glyph::Close));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, barMargin, 8, barMargin);
    layout->addWidget(m_sign);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_others);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto act = m_messages.isEmpty() ? nullptr : m_messages.first().act;
        dismiss();
        if (act)
            act();
    });
    m_age.setSingleShot(true);
    connect(&m_age, &QTimer::timeout, this, &MessageBar::expire);
    hide();
}

void MessageBar::post(const Message& message) {
    settle(message.topic);
    const QString sentence = QString::fromStdString(shortened(message.sentence.toStdString()));
    for (const Message& known : m_messages)
        if (known.sentence == sentence)
            return;
    m_messages.removeIf([](const Message& known) { return known.isReport(); });
    const auto place =
        std::find_if(m_messages.begin(), m_messages.end(), [](const Message& known) { return !known.asks(); });
    m_messages.insert(place, message)->sentence = sentence;
    showFirst();
}

void MessageBar::settle(const QString& topic) {
    const auto isAboutIt = [&](const Message& message) { return !topic.isEmpty() && message.topic == topic; };
    if (m_messages.removeIf(isAboutIt) > 0)
        showFirst();
}

void MessageBar::clear() {
    m_messages.clear();
    showFirst();
}

QString MessageBar::sentence() const {
    return isHidden() ? QString() : m_messages.first().sentence;
}

int MessageBar::heightOfLines() const {
    ensurePolished();  // else the font may be another one
    return std::max(linesSeen * fontMetrics().lineSpacing(), m_action->sizeHint().height()) + 2 * barMargin;
}

void MessageBar::dismiss() {
    if (!m_messages.isEmpty())
        m_messages.removeFirst();
    showFirst();
}

void MessageBar::expire() {
    if (underMouse() || isAncestorOf(QApplication::focusWidget()))
        m_age.start();
    else
        dismiss();
}

void MessageBar::showFirst() {
    m_age.stop();
    if (m_messages.isEmpty()) {
        hide();
        return;
    }
    const Message& message = m_messages.first();
    m_sign->setSign(glyphIcon(glyphOf(message.level), toneOf(message.level)));
    m_text->setText(breakable(message.sentence));
    m_scroll->verticalScrollBar()->setValue(0);
    m_text->setToolTip(wrappedTip(message.detail.isEmpty() ? message.sentence : message.detail));
    m_text->setAccessibleName(message.sentence);
    m_text->setAccessibleDescription(message.detail);
    m_action->setText(message.action);
    m_action->setToolTip(wrappedTip(message.actionTip));
    m_action->setAccessibleDescription(message.actionTip);
    m_close->setVisible(!message.stays);
    m_action->setVisible(!message.action.isEmpty());
    m_others->setText(tr("%1 more").arg(m_messages.size() - 1));
    m_others->setVisible(m_messages.size() > 1);
    if (message.isReport())
        m_age.start(message.action.isEmpty() ? m_readingTime : 2 * m_readingTime);
    update();
    show();
    m_text->updateGeometry();  // the scroll area does not hear of a text that changes while the bar is hidden
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto level = m_messages.isEmpty() ? Message::Level::Information : m_messages.first().level;
    QColor ground = toneOf(level)(palette());
    painter.fillRect(rect(), palette().color(QPalette::Window));  // the bar may cover a page
    painter.fillRect(QRect(0, 0, 4, height()), ground);
    ground.setAlpha(theme::isDark(palette()) ? 46 : 26);
    painter.fillRect(rect(), ground);
}

}  // namespace adapterscope
