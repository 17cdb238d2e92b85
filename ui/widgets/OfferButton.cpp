// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OfferButton.h"

namespace adapterscope {

OfferButton::OfferButton(const QString& objectName) {
    setObjectName(objectName);
    hide();
}

void OfferButton::setOffer(const QString& text, const QString& tip) {
    setText(text);
    setToolTip(tip);
    setAccessibleDescription(tip);
    setVisible(!text.isEmpty());
}

}  // namespace adapterscope
