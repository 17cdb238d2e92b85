// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <filesystem>

#include "ui/Session.h"

class QListWidget;
class QStackedWidget;

namespace adapterscope {

class MessageBar;
class Page;

/// The window: the list of pages at the left, the message bar, the page. Wires menus to the session; computes nothing.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Session& session, QWidget* parent = nullptr);

    QList<Page*> pages() const { return m_pages; }
    Page* currentPage() const;
    /// False where there is no such page.
    bool showPage(const QString& key);

private:
    void addPage(Page* page);
    void updateTitle();

    Session& m_session;
    QList<Page*> m_pages;
    QListWidget* m_pageList;
    QStackedWidget* m_stack;
    MessageBar* m_messages;
};

}  // namespace adapterscope
