// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace adapterscope {

class Session;

/// For a page on which bases are chosen: which of them can be named without a folder, and the offer to fetch one that
/// is not among them yet.
class BaseOffer : public QObject {
    Q_OBJECT

public:
    /// The page owns it, and the dialog opens beside the page's window.
    BaseOffer(Session& session, QWidget* page);
    /// Opens the dialog that fetches the base.
    void take();

signals:
    void found(const QStringList& names);
    /// The text and tool tip of a button that leads to take(); the text is empty if nothing is left to fetch.
    void offered(const QString& text, const QString& tip);
    /// By the dialog that was opened here.
    void fetched(const QString& name);

private:
    Session& m_session;
    QWidget& m_page;
};

}  // namespace adapterscope
