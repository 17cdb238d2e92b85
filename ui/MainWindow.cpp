// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/MessageBar.h"
#include "ui/pages/ComparePage.h"
#include "ui/pages/DesignPage.h"
#include "ui/pages/SweepPage.h"

namespace adapterscope {

MainWindow::MainWindow(Session& session, QWidget* parent)
    : QMainWindow(parent),
      m_session(session),
      m_pageList(new QListWidget),
      m_stack(new QStackedWidget),
      m_messages(new MessageBar) {
    m_pageList->setObjectName("pageList");
    m_pageList->setAccessibleName(tr("Pages"));
    m_pageList->setFixedWidth(132);
    auto* central = new QWidget;
    auto* columns = new QHBoxLayout(central);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_messages);
    right->addWidget(m_stack, 1);
    columns->addWidget(m_pageList);
    columns->addLayout(right, 1);
    setCentralWidget(central);
    connect(m_pageList, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(&m_session, &Session::messageRequested, m_messages, &MessageBar::post);
    connect(&m_session, &Session::projectChanged, this, &MainWindow::updateTitle);

    addPage(new DesignPage(session));
    addPage(new SweepPage(session));
    addPage(new ComparePage(session));
    m_pageList->setCurrentRow(0);
    updateTitle();
}

void MainWindow::addPage(Page* page) {
    m_pages.append(page);
    m_stack->addWidget(page);
    m_pageList->addItem(new QListWidgetItem(page->icon(), page->title()));
    connect(page, &Page::pageRequested, this, &MainWindow::showPage);
}

Page* MainWindow::currentPage() const {
    return m_pages.value(m_stack->currentIndex());
}

bool MainWindow::showPage(const QString& key) {
    for (int index = 0; index < m_pages.size(); ++index)
        if (m_pages[index]->key() == key) {
            m_pageList->setCurrentRow(index);
            return true;
        }
    return false;
}

void MainWindow::updateTitle() {
    setWindowTitle(tr("%1[*] - AdapterScope").arg(m_session.title()));
}

}  // namespace adapterscope
