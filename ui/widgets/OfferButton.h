// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace adapterscope {

/// A button below a choice for what can be had besides, such as a base to fetch; hidden while nothing is offered.
class OfferButton : public QToolButton {
    Q_OBJECT

public:
    explicit OfferButton(const QString& objectName);
    /// Nothing, if the text is empty.
    void setOffer(const QString& text, const QString& tip);
};

}  // namespace adapterscope
