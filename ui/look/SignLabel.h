// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QLabel>

namespace adapterscope {

/// A label that shows a sign (Glyph) at one size and follows light and dark: QLabel keeps the pixmap that it was given.
class SignLabel : public QLabel {
    Q_OBJECT

public:
    explicit SignLabel(int side, const QIcon& sign = {}, QWidget* parent = nullptr);
    void setSign(const QIcon& sign);

protected:
    void changeEvent(QEvent* event) override;

private:
    int m_side;  ///< in pixels
    QIcon m_sign;
};

}  // namespace adapterscope
