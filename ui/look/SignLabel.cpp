// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/SignLabel.h"

#include <QEvent>

namespace adapterscope {

SignLabel::SignLabel(int side, const QIcon& sign, QWidget* parent) : QLabel(parent), m_side(side) {
    setSign(sign);
}

void SignLabel::setSign(const QIcon& sign) {
    m_sign = sign;
    setPixmap(sign.pixmap(QSize(m_side, m_side)));
}

void SignLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setPixmap(m_sign.pixmap(QSize(m_side, m_side)));
}

}  // namespace adapterscope
