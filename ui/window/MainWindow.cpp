// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>

#include <cstdio>
#include <utility>

#include "ui/look/Breakable.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/TextSize.h"
#include "ui/pages/ComparePage.h"
#include "ui/pages/DesignPage.h"
#include "ui/pages/ExplainPage.h"
#include "ui/pages/SweepPage.h"
#include "ui/widgets/LocalDrop.h"
#include "ui/widgets/TabOrder.h"
#include "ui/window/DroppedPath.h"
#include "ui/window/KeepTraining.h"
#include "ui/window/MessageBar.h"
#include "ui/window/PageList.h"
#include "ui/window/Presentation.h"
#include "ui/window/ProjectActions.h"
#include "ui/window/StatusStrip.h"
#include "ui/window/WithheldNotice.h"

namespace adapterscope {

namespace {

constexpr QLatin1String interruptedTopic("interrupted runs");
constexpr int enoughForTitles = 700;  // pixels at the usual size of text

}  // namespace

MainWindow::MainWindow(Session& session, QWidget* parent)
    : QMainWindow(parent),
      m_session(session),
      m_pageList(new PageList),
      m_stack(new QStackedWidget),
      m_messages(new MessageBar(this)),
      m_status(new StatusStrip(*this, *m_messages)),
      m_presentation(new Presentation(*this)),
      m_project(new ProjectActions(
          session, [this] { return isBusy(); }, this)) {
    setAcceptDrops(true);
    setMinimumSize(1024, 640);
    resize(1280, 800);
    buildCentre();
    addPage(new DesignPage(session));
    addPage(new SweepPage(session));
    addPage(new ComparePage(session));
    addPage(new ExplainPage(session));
    buildMenus();
    connect(&m_session, &Session::messageRequested, m_messages, &MessageBar::post);
    connect(&m_session, &Session::messageSettled, m_messages, &MessageBar::settle);
    connect(&m_session, &Session::projectChanged, this, &MainWindow::welcomeProject);
    connect(&m_session, &Session::withheldChanged, this, &MainWindow::askToRead);
    connect(&m_session, &Session::agreementWanted, this, &MainWindow::askToRead);
    connect(&m_session, &Session::projectClosing, m_messages, &MessageBar::clear);
    connect(&m_session, &Session::sweepRequested, this, [this](const QStringList& designs) {
        const QString text = designs.size() == 1
                                 ? tr("%1 is in the sweep's list of designs.").arg(designs.front())
                                 : tr("%1 are in the sweep's list.").arg(counts::designs(designs.size()));
        m_messages->post({Message::Level::Information, text, tr("Go to Sweep"), [this] { showPage("sweep"); },
                          QStringLiteral("sweep")});
    });
    m_pageList->setCurrentRow(0);
    updateStatus();
}

void MainWindow::buildCentre() {
    m_pageList->setObjectName("pageList");
    m_pageList->setAccessibleName(tr("Pages"));
    auto* central = new QWidget;
    auto* columns = new QHBoxLayout(central);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_pageList);
    columns->addWidget(m_stack, 1);
    setCentralWidget(central);
    connect(m_presentation, &Presentation::changed, this, &MainWindow::narrowPageList);
    connect(m_pageList, &QListWidget::currentRowChanged, this, [this](int row) {
        m_stack->setCurrentIndex(row);
        takeKeysOfPage();
        if (const Page* page = currentPage())
            m_messages->settle(page->key());
    });
}

/// The keys of the page work from the list of pages and the message bar, too.
void MainWindow::takeKeysOfPage() {
    for (QWidget* place : {centralWidget(), static_cast<QWidget*>(m_messages)}) {
        for (const Page* page : m_pages)
            for (QAction* action : page->actions())
                place->removeAction(action);
        if (const Page* page = currentPage())
            place->addActions(page->actions());
    }
}

void MainWindow::addPage(Page* page) {
    m_pages.append(page);
    m_stack->addWidget(page);
    m_pageList->addPage(page->icon(), page->title(), tr("%1 (Ctrl+%2)").arg(page->title()).arg(m_pages.size()));
    connect(page, &Page::pageRequested, this, &MainWindow::showPage);
    connect(page, &Page::busyChanged, this, &MainWindow::updateStatus);
}

/// Titles beside their signs only if they leave enough of the window to the page.
void MainWindow::narrowPageList() {
    m_pageList->setCompact(m_presentation->isOn() || width() < textsize::scaled(*this, enoughForTitles));
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        narrowPageList();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    narrowPageList();
}

/// From the list of pages to the first control of the page, and back from its last.
bool MainWindow::focusNextPrevChild(bool next) {
    orderTabsAsSeen(*this);
    return QMainWindow::focusNextPrevChild(next);
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
    setWindowTitle((m_session.project().isReadOnly() ? tr("%1 (read-only) - AdapterScope") : tr("%1 - AdapterScope"))
                       .arg(shortened(m_session.title(), 80)));
    setWindowFilePath(m_session.project().isUntitled() ? QString()
                                                       : QString::fromStdString(m_session.project().file().string()));
}

void MainWindow::updateStatus() {
    updateTitle();  // a project whose file was lost is in another one now
    QStringList work;
    for (const Page* page : m_pages)
        if (!page->workStatus().isEmpty())
            work << page->workStatus();
    if (isBusy())
        m_messages->settle(interruptedTopic);  // what was interrupted is trained again
    m_status->showWork(work.join("; "));
    const QString name = shortened(m_session.title(), 60);
    const bool isOnlyRead = m_session.project().isReadOnly() && !m_session.project().isForPicture();
    m_status->showKept(m_session.project().isUntitled() ? tr("Not in a file yet")
                       : isOnlyRead                     ? tr("%1 is open read-only").arg(name)
                                                        : tr("Everything is kept in %1").arg(name),
                       QString::fromStdString(m_session.project().file().string()));
    if (m_closing != Closing::No && !isBusy())
        close();
}

void MainWindow::welcomeProject() {
    updateStatus();
    askToRead();  // before anything else is asked
    tellUnreadable();
    if (const std::string notice = m_session.project().placeNotice(); !notice.empty())
        m_messages->post({Message::Level::Information, QString::fromStdString(notice), {}, {}});
    if (const int runs = m_session.project().interruptedAtOpening(); runs > 0)
        m_messages->post({Message::Level::Warning,
                          tr("%1 run(s) was/were interrupted when this project was last open; what was finished is "
                             "kept.",
                             nullptr, plural(runs))
                              .arg(withSeparators(runs)),
                          tr("Continue"),
                          [this] {
                              showPage("sweep");
                              for (Page* page : m_pages)
                                  page->continueWork();
                          },
                          interruptedTopic});
}

void MainWindow::askToRead() {
    if (m_session.withheld().empty())
        m_messages->settle(withheldTopic);
    else
        m_messages->post(withheldNotice(m_session));
}

void MainWindow::tellUnreadable() {
    try {
        const auto hidden = m_session.project().unreadable();
        if (!hidden.empty())
            m_messages->post(
                {Message::Level::Warning,
                 tr("%1 run(s) in this project cannot be read by this program and is/are kept unchanged: %2", nullptr,
                    plural(std::ssize(hidden)))
                     .arg(withSeparators(std::ssize(hidden)), inWindowWords(hidden.front().reason)),
                 {},
                 {}});
    } catch (const std::exception&) {
        m_messages->post({Message::Level::Fault, faultSentence(tr("Reading the project")), {}, {}});
    }
}

bool MainWindow::isBusy() const {
    for (const Page* page : m_pages)
        if (page->isBusy())
            return true;
    return false;
}

void MainWindow::restoreLast() {
    const QSettings settings;
    const QSize room = screen()->availableSize() - QSize(0, 40);  // for the frame
    setMinimumSize(minimumSize().boundedTo(room));
    resize(size().boundedTo(room));
    restoreGeometry(settings.value("window/geometry").toByteArray());
    showPage(settings.value("window/page").toString());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (isBusy()) {
        event->ignore();
        askBeforeClosing();
        return;
    }
    if (!m_lossTold && isLost()) {
        m_lossTold = true;
        event->ignore();
        return;
    }
    if (!m_mayClose && m_session.project().isUntitled() && !m_session.project().runs().empty()) {
        event->ignore();
        m_closing = Closing::No;  // asked again if the person cancels
        m_project->unlessLosing([this] {
            m_mayClose = true;
            close();
        });
        return;
    }
    m_presentation->set(false);
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/page", currentPage()->key());
    event->accept();
    if (std::exchange(m_closing, Closing::No) == Closing::KeepTraining)
        handOver();
}

/// Whether the project's file has vanished, which is then reported; its content is in another file.
bool MainWindow::isLost() {
    try {
        m_session.project().requireInPlace();
        return false;
    } catch (const std::exception&) {
        m_messages->post({Message::Level::Fault, faultSentence(tr("Looking for the project's file")), {}, {}});
        updateStatus();
        return true;
    }
}

void MainWindow::askBeforeClosing() {
    auto* box = new QMessageBox(
        QMessageBox::Question, tr("A Sweep Is Running"),
        tr("Runs are being trained. What is finished is kept in any case; the runs in flight start again "
           "when the sweep continues."),
        QMessageBox::NoButton, this);
    box->setObjectName("closeDialog");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* keep = box->addButton(tr("&Keep Training in the Background"), QMessageBox::AcceptRole);
    QPushButton* stop = box->addButton(tr("&Stop and Close"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    const bool inFile = !m_session.project().isUntitled();
    if (!inFile)
        box->setInformativeText(
            tr("An untitled project ends with the window. To keep training in the background, "
               "cancel and save the project first."));
    keep->setEnabled(inFile && !commandLineProgram().isEmpty());
    keep->setToolTip(inFile ? tr("Hands the project to adapterscope-cli, which continues without a window")
                            : tr("An untitled project ends with the window: save it first"));
    connect(keep, &QPushButton::clicked, this, [this] { stopAndClose(Closing::KeepTraining); });
    connect(stop, &QPushButton::clicked, this, [this] { stopAndClose(Closing::Stop); });
    box->open();
}

void MainWindow::stopAndClose(Closing how) {
    m_closing = how;
    for (Page* page : m_pages)
        page->stopWork();
    updateStatus();
}

void MainWindow::handOver() {
    const QString file = QString::fromStdString(m_session.project().file().string());
    std::set<std::string> runs;
    for (const Page* page : m_pages)
        runs.merge(page->workRuns());
    m_session.newProject();  // releases the file
    if (!keepTraining(file, runs))
        std::fprintf(
            stderr,
            "adapterscope: training has stopped, because adapterscope-cli could not be started; continue with: "
            "adapterscope-cli sweep --project %s\n",
            qPrintable(file));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    acceptLocalFile(*event);
}

void MainWindow::dropEvent(QDropEvent* event) {
    take(takeLocalFile(*event));
}

void MainWindow::take(const QString& path) {
    switch (kindOfDropped(path)) {
        case DroppedKind::Project:
            m_project->open(path);
            return;
        case DroppedKind::Base:
            m_session.editBase(path);
            break;
        case DroppedKind::Task:
            m_session.editTask(taskNamed(path.toStdString()));
            break;
    }
    showPage("design");
}

}  // namespace adapterscope
