// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "ui/session/Session.h"

class QStackedWidget;

namespace adapterscope {

class MessageBar;
class Page;
class PageList;
class Presentation;
class ProjectActions;
class StatusStrip;

/// The window: menus, the list of pages on the left, the page, the status bar with the message bar over it. Connects
/// them to the session; computes nothing.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Session& session, QWidget* parent = nullptr);

    QList<Page*> pages() const { return m_pages; }
    Page* currentPage() const;
    /// False if there is no such page.
    bool showPage(const QString& key);
    /// Size, place and page as they were when the window was last closed; the first time a size that the screen has.
    void restoreLast();
    ProjectActions& projectActions() { return *m_project; }

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Closing { No, Stop, KeepTraining };

    void buildCentre();
    void buildMenus();
    void buildViewMenu();
    void addTextSizes(QMenu* view);
    void buildHelpMenu();
    void addPage(Page* page);
    void takeKeysOfPage();
    void narrowPageList();
    void updateTitle();
    void updateStatus();
    void welcomeProject();
    void askToRead();
    void tellUnreadable();
    bool isBusy() const;
    bool isLost();
    void askBeforeClosing();
    void stopAndClose(Closing how);
    void handOver();
    void take(const QString& path);

    Session& m_session;
    QList<Page*> m_pages;
    PageList* m_pageList;
    QStackedWidget* m_stack;
    MessageBar* m_messages;
    StatusStrip* m_status;
    Presentation* m_presentation;
    ProjectActions* m_project;
    Closing m_closing = Closing::No;  ///< what the person chose: the window closes when the sweep has stopped
    bool m_lossTold = false;          ///< whether the project's file has vanished
    bool m_mayClose = false;          ///< nothing prevents closing any more
};

}  // namespace adapterscope
