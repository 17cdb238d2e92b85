// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BaseOffer.h"

#include "ui/session/AvailableBases.h"
#include "ui/session/Session.h"
#include "ui/widgets/BaseFetchDialog.h"

namespace adapterscope {

BaseOffer::BaseOffer(Session& session, QWidget* page) : QObject(page), m_session(session), m_page(*page) {
    auto* bases = new AvailableBases(session, this);
    connect(bases, &AvailableBases::found, this, [this](const QStringList& names) {
        emit found(names);
        emit offered(BaseFetchDialog::offer(names), BaseFetchDialog::offerTip());
    });
}

void BaseOffer::take() {
    if (const auto* dialog = BaseFetchDialog::openIn(m_session, m_page.window()))
        connect(dialog, &BaseFetchDialog::fetched, this, &BaseOffer::fetched);
}

}  // namespace adapterscope
