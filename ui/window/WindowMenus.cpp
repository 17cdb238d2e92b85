// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of MainWindow.
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QMenuBar>
#include <QSettings>
#include <QUndoStack>

#include "ui/look/TextSize.h"
#include "ui/look/ThemeMode.h"
#include "ui/pages/DesignPage.h"
#include "ui/session/ShellCommand.h"
#include "ui/window/ExportDesign.h"
#include "ui/window/FocusTip.h"
#include "ui/window/HelpDialogs.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Presentation.h"
#include "ui/window/ProjectActions.h"

namespace adapterscope {

void MainWindow::buildMenus() {
    auto* design = static_cast<DesignPage*>(m_pages.first());
    QMenu* file = menuBar()->addMenu(tr("&File"));
    m_project->addTo(file);
    file->addSeparator();
    QAction* save = file->addAction(tr("&Export Design…"), this, [this] { exportDesign(m_session, this); });
    save->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    save->setObjectName("exportDesignAction");
    connect(design, &DesignPage::exportRequested, save, &QAction::trigger);
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_session.undoStack()->createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setObjectName("undo");
    QAction* redo = m_session.undoStack()->createRedoAction(this, tr("&Redo"));
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    redo->setObjectName("redo");
    edit->addAction(undo);
    edit->addAction(redo);
    edit->addSeparator();
    QAction* copyDesign = edit->addAction(tr("Copy &Design"), this, [this] {
        // One that cannot be trained is copied too, but not another one than what is typed.
        if (m_session.unreadFault().isEmpty() || m_session.requireDesign())
            QApplication::clipboard()->setText(QString::fromStdString(toText(m_session.design())));
    });
    copyDesign->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    copyDesign->setObjectName("copyDesign");
    QAction* copyCommand = edit->addAction(tr("Copy &Command"), this, [this] {
        if (m_session.requireDesign())
            QApplication::clipboard()->setText(trainCommand(m_session.choice()));
    });
    copyCommand->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    copyCommand->setObjectName("copyCommand");
    edit->addSeparator();
    edit->addAction(tr("&Add Design to Sweep"), design, &DesignPage::addToSweep)->setShortcut(Qt::CTRL | Qt::Key_D);

    for (Page* page : m_pages)
        if (const auto actions = page->menuActions(); !actions.isEmpty()) {
            QMenu* menu = menuBar()->addMenu(page->menuTitle());
            menu->setToolTipsVisible(true);
            menu->addActions(actions);
        }
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildViewMenu() {
    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (int index = 0; index < m_pages.size(); ++index) {
        const QString key = m_pages[index]->key();
        QAction* show = view->addAction(m_pages[index]->icon(), "&" + m_pages[index]->title(), this,
                                        [this, key] { showPage(key); });
        show->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)));
    }
    view->addSeparator();
    auto* colours = new QActionGroup(this);
    const auto add = [&](const QString& text, theme::Mode mode) {
        QAction* action = view->addAction(text, this, [mode] {
            theme::apply(mode);
            QSettings().setValue(theme::settingsKey, static_cast<int>(mode));
        });
        action->setCheckable(true);
        action->setChecked(theme::mode() == mode);
        colours->addAction(action);
    };
    add(tr("&Follow the Desktop's Colours"), theme::Mode::System);
    add(tr("&Light Colours"), theme::Mode::Light);
    add(tr("Dar&k Colours"), theme::Mode::Dark);
    view->addSeparator();
    addTextSizes(view);
    QAction* full =
        view->addAction(tr("F&ull Screen"), this, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
}

void MainWindow::addTextSizes(QMenu* view) {
    const auto add = [&](const QString& text, const char* name, const QList<QKeySequence>& keys, auto size) {
        QAction* action = view->addAction(text, this, [this, size] {
            textsize::apply(size());
            if (m_presentation->isOn())
                return;  // that size ends with it
            if (textsize::current() == textsize::normal())
                QSettings().remove(textsize::settingsKey);
            else
                QSettings().setValue(textsize::settingsKey, textsize::current());
        });
        action->setObjectName(QLatin1String(name));
        action->setShortcuts(keys);
    };
    // The key with the plus sign needs Shift on many keyboards; without it, it is the one with the equals sign.
    add(tr("La&rger"), "largerText", {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal},
        [] { return textsize::current() + 1; });
    add(tr("S&maller"), "smallerText", {Qt::CTRL | Qt::Key_Minus}, [] { return textsize::current() - 1; });
    add(tr("&Normal Size"), "normalText", {Qt::CTRL | Qt::Key_0}, [] { return textsize::normal(); });
    view->addSeparator();
    QAction* present = view->addAction(tr("&Presentation"), m_presentation, &Presentation::set);
    present->setObjectName("presentation");
    present->setCheckable(true);
    present->setShortcut(Qt::Key_F5);
    present->setToolTip(tr("The whole screen, with larger text if there is space; Esc ends it"));
    connect(m_presentation, &Presentation::changed, present, &QAction::setChecked);
}

void MainWindow::buildHelpMenu() {
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    auto* tip = new FocusTip(this);
    QAction* explain = help->addAction(tr("&Explain This Control"), this, [this, tip] {
        if (!tip->show())
            showShortcuts(menuBar(), this);
    });
    explain->setShortcut(QKeySequence::HelpContents);
    explain->setObjectName("explainControl");
    help->addAction(tr("&Keyboard Shortcuts"), this, [this] { showShortcuts(menuBar(), this); })
        ->setShortcut(Qt::CTRL | Qt::Key_Slash);
    help->addSeparator();
    QAction* about = help->addAction(tr("&About AdapterScope"), this, [this] { showAbout(this); });
    about->setMenuRole(QAction::AboutRole);
}

}  // namespace adapterscope
