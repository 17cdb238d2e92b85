// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>

#include "ui/session/Session.h"

class QAction;
class QMenu;

namespace adapterscope {

/// New, Open, Open Recent and Save As, and handles what may prevent them: a running sweep, an untitled
/// project with runs in it, a file that will not open, a sweep without a window that has it. The message bar reports
/// what cannot be done.
class ProjectActions : public QObject {
    Q_OBJECT

public:
    /// `busy` returns whether a sweep is running.
    ProjectActions(Session& session, std::function<bool()> busy, QWidget* window);

    void addTo(QMenu* menu);
    void open(const QString& file);
    /// Offers the untitled projects of programs that were killed.
    void offerAbandoned();
    /// Calls `then` at once, or after the person has saved or discarded an untitled project that holds runs; never
    /// after Cancel.
    void unlessLosing(std::function<void()> then);
    /// Asks for a place, saves there, then calls `then`.
    void saveAs(std::function<void()> then = {});

    QStringList recentFiles() const;

private:
    bool refuseWhileBusy(const QString& what);
    void openOrOffer(const QString& file);
    void offerFreed();
    void offerCopy(const QString& file, const QString& fault);
    void waitFor(const QString& file);
    void tryAgain();
    void askForFile();
    void remember(const std::filesystem::path& file);
    void fillRecent();
    void say(const QString& sentence);

    Session& m_session;
    std::function<bool()> m_busy;
    QWidget* m_window;
    QMenu* m_recent = nullptr;
    QTimer m_wait;      ///< until a sweep without a window has released a project
    QString m_awaited;  ///< that project's file
};

inline constexpr auto projectEnding = "adapterscope";

}  // namespace adapterscope
