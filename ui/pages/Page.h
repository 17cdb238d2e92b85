// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

#include <set>
#include <string>

#include "ui/session/Session.h"

namespace adapterscope {

/// One page of the window. Pages know the session and nothing of each other; the window shows them in a list on the
/// left.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(Session& session, QWidget* parent = nullptr) : QWidget(parent), m_session(session) {}

    virtual QString key() const = 0;    ///< as `--page` takes it
    virtual QString title() const = 0;  ///< as the page list shows it
    virtual QIcon icon() const = 0;

    /// Whether the page shows all its content; `--screenshot` waits for it. Emit loaded() when it becomes true.
    virtual bool isLoaded() const { return true; }

    /// Whether work is running in the background, such as a sweep: the window asks before it closes.
    virtual bool isBusy() const { return false; }
    /// Ends the background work; what has finished is kept. Returns at once; isBusy() may stay true for a while, then
    /// busyChanged().
    virtual void stopWork() {}
    /// Continues with runs that were waiting or interrupted.
    virtual void continueWork() {}
    /// The runs that it trains, or trained until that was stopped.
    virtual std::set<std::string> workRuns() const { return {}; }
    /// Short words for the status bar about that work; empty for none. Emit busyChanged() when it changes.
    virtual QString workStatus() const { return {}; }

    /// What the page adds to the window's menus: "Sweep" or "Plot", with its actions; none by default.
    virtual QList<QAction*> menuActions() const { return {}; }
    /// That menu's title, with a letter of its own.
    virtual QString menuTitle() const { return QLatin1Char('&') + title(); }

signals:
    void loaded();
    void busyChanged();
    /// The person asked for another page.
    void pageRequested(const QString& key);

protected:
    /// The Tab key goes through the page as it is seen at that moment.
    bool focusNextPrevChild(bool next) override;

    Session& session() { return m_session; }
    const Session& session() const { return m_session; }

private:
    Session& m_session;
};

}  // namespace adapterscope
