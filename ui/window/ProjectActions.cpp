// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ProjectActions.h"

#include <QAction>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

#include "core/common/Error.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "core/experiment/project/ProjectLock.h"
#include "core/experiment/project/UntitledProjects.h"
#include "ui/look/Breakable.h"
#include "ui/look/NumberText.h"
#include "ui/look/PlainTip.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FileDialog.h"
#include "ui/window/KeepTraining.h"

namespace adapterscope {

namespace {

constexpr int recentLimit = 8;
constexpr auto recentKey = "recentProjects";
constexpr QLatin1String awaitedTopic("awaited project"), refusedTopic("refused project");

QString filter() {
    return ProjectActions::tr("AdapterScope projects (*.%1);;All files (*)").arg(projectEnding);
}

/// The process of a sweep without a window that has the project, if that is what is wrong; else 0.
int holdingSweep(const Error& error) {
    const auto* held = dynamic_cast<const ProjectHeld*>(&error);
    return held && isSweepWithoutWindow(held->holder()) ? held->holder() : 0;
}

}  // namespace

ProjectActions::ProjectActions(Session& session, std::function<bool()> busy, QWidget* window)
    : QObject(window), m_session(session), m_busy(std::move(busy)), m_window(window) {
    m_wait.setInterval(500);
    connect(&m_wait, &QTimer::timeout, this, &ProjectActions::tryAgain);
    connect(&session, &Session::letGoElsewhere, this, &ProjectActions::offerFreed);
    connect(&session, &Session::projectChanged, this, [this] {
        m_wait.stop();
        emit m_session.messageSettled(awaitedTopic);
        emit m_session.messageSettled(refusedTopic);
        if (!m_session.project().isUntitled())
            remember(m_session.project().file());
    });
}

void ProjectActions::addTo(QMenu* menu) {
    QAction* create = menu->addAction(tr("&New Project"));
    create->setShortcut(QKeySequence::New);
    create->setObjectName("newProject");
    connect(create, &QAction::triggered, this, [this] {
        if (!refuseWhileBusy(tr("New Project")))
            unlessLosing([this] { m_session.newProject(); });
    });
    QAction* open = menu->addAction(tr("&Open…"));
    open->setShortcut(QKeySequence::Open);
    open->setObjectName("openProject");
    connect(open, &QAction::triggered, this, &ProjectActions::askForFile);
    m_recent = menu->addMenu(tr("Open &Recent"));
    m_recent->setObjectName("recentProjects");
    m_recent->setToolTipsVisible(true);
    connect(m_recent, &QMenu::aboutToShow, this, &ProjectActions::fillRecent);
    fillRecent();
    QAction* save = menu->addAction(tr("Save &As…"));
    save->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), QKeySequence(Qt::CTRL | Qt::Key_S)});
    save->setObjectName("saveProjectAs");
    save->setStatusTip(
        tr("Everything is kept as it happens; this makes a copy in a place of your choice and continues there"));
    connect(save, &QAction::triggered, this, [this] { saveAs(); });
}

bool ProjectActions::refuseWhileBusy(const QString& what) {
    if (!m_busy())
        return false;
    say(tr("%1: a sweep is running in this project; stop it first, or wait until it ends.").arg(what));
    return true;
}

void ProjectActions::say(const QString& sentence) {
    m_session.report(Message::Level::Fault, sentence, refusedTopic);
}

void ProjectActions::askForFile() {
    if (refuseWhileBusy(tr("Open")))
        return;
    auto* dialog = makeFileDialog(m_window, tr("Open Project"), filter());
    dialog->setObjectName("openDialog");
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ProjectActions::open);
    dialog->open();
}

void ProjectActions::open(const QString& file) {
    emit m_session.messageSettled(refusedTopic);  // this is another attempt
    if (refuseWhileBusy(tr("Open")))
        return;
    if (!QFileInfo::exists(file)) {
        say(tr("There is no file %1: choose another project, or File > New Project.").arg(file));
        return;
    }
    if (!m_session.project().isReadOnly() &&
        QFileInfo(file) == QFileInfo(QString::fromStdString(m_session.project().file().string())))
        return;  // it is open
    unlessLosing([this, file] { openOrOffer(file); });
}

void ProjectActions::openOrOffer(const QString& file) {
    try {
        m_session.openProject(file.toStdString());
    } catch (const Error& error) {
        const QString fault = faultText(error.sentence());
        try {
            m_session.lookAt(file.toStdString());
        } catch (const Error&) {
            return say(fault);  // not even that
        }
        const int process = holdingSweep(error);
        if (process == 0)
            return offerCopy(file, fault);
        emit m_session.messageRequested(
            {Message::Level::Warning,
             tr("%1 is being trained without a window (process %2) and is open read-only here.").arg(file).arg(process),
             tr("Train It Here"), [this, file] { waitFor(file); }, awaitedTopic});
    }
}

/// Another program had it open when it was opened read-only here.
void ProjectActions::offerFreed() {
    if (m_wait.isActive())
        return;  // it is opened at once
    const QString file = QString::fromStdString(m_session.project().file().string());
    Message offer{Message::Level::Information,
                  tr("%1 is free now: it can be opened here and trained further.").arg(m_session.title()),
                  tr("Open It"), [this, file] { openOrOffer(file); }, awaitedTopic};
    offer.lasts = true;
    emit m_session.messageRequested(offer);
}

void ProjectActions::offerAbandoned() {
    for (const AbandonedProject& left : abandonedProjects()) {
        const QDateTime when = QFileInfo(QString::fromStdString(left.file.string())).lastModified();
        emit m_session.messageRequested(
            {Message::Level::Warning,
             tr("An untitled project with %1 run(s) was left behind on %2, when the program ended unexpectedly.",
                nullptr, plural(left.runs))
                 .arg(withSeparators(left.runs), QLocale().toString(when, QLocale::ShortFormat)),
             tr("Open It"),
             [this, file = left.file] {
                 if (!refuseWhileBusy(tr("Open")))
                     unlessLosing([this, file] { m_session.openAbandoned(file); });
             },
             QString::fromStdString(left.file.string())});
    }
}

void ProjectActions::offerCopy(const QString& file, const QString& fault) {
    emit m_session.messageRequested(
        {Message::Level::Warning, tr("%1 It is open read-only here.").arg(fault), tr("Open a Copy"),
         [this, file] { unlessLosing([this, file] { m_session.openCopy(file.toStdString()); }); }, awaitedTopic});
}

void ProjectActions::waitFor(const QString& file) {
    m_awaited = file;
    m_wait.start();
    Message waiting{Message::Level::Information,
                    tr("%1 will be opened here as soon as its runs in flight have ended.").arg(file), tr("Do Not Wait"),
                    [this] {
                        m_wait.stop();
                        emit m_session.messageSettled(awaitedTopic);
                    },
                    awaitedTopic};
    waiting.lasts = true;
    emit m_session.messageRequested(waiting);
    tryAgain();
}

void ProjectActions::tryAgain() {
    if (m_busy())
        return;  // a sweep of this window started meanwhile
    try {
        m_session.openProject(m_awaited.toStdString());
        if (!m_session.project().pending().empty() || !startedSweeps(m_session.project()).empty())
            emit m_session.continuationRequested();
    } catch (const Error& error) {
        if (const int process = holdingSweep(error); process > 0)
            return askForProject(process);
        m_wait.stop();
        emit m_session.messageSettled(awaitedTopic);
        say(faultText(error.sentence()));
    }
}

void ProjectActions::unlessLosing(std::function<void()> then) {
    const auto doIt = [this, then = std::move(then)] {
        try {
            then();
        } catch (const Error& error) {
            say(faultText(error.sentence()));
        }
    };
    if (!m_session.project().isUntitled() || m_session.project().runs().empty()) {
        doIt();
        return;
    }
    const std::int64_t runs = std::ssize(m_session.project().runs());
    auto* box =
        new QMessageBox(QMessageBox::Question, tr("Untitled Project"),
                        tr("The untitled project holds %1 run(s). Keep it/them in a file?", nullptr, plural(runs))
                            .arg(withSeparators(runs)),
                        QMessageBox::NoButton, m_window);
    box->setObjectName("untitledDialog");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* save = box->addButton(tr("&Save As…"), QMessageBox::AcceptRole);
    QPushButton* discard = box->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(save);
    connect(save, &QPushButton::clicked, this, [this, doIt] { saveAs(doIt); });
    connect(discard, &QPushButton::clicked, this, doIt);
    box->open();
}

void ProjectActions::saveAs(std::function<void()> then) {
    auto* dialog = makeFileDialog(m_window, tr("Save Project As"), filter());
    dialog->setObjectName("saveDialog");
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(projectEnding);
    connect(dialog, &QFileDialog::fileSelected, this, [this, then = std::move(then)](const QString& file) {
        try {
            m_session.saveProjectAs(file.toStdString());
        } catch (const Error& error) {
            say(faultText(error.sentence()));
            return;
        }
        if (then)
            then();
    });
    dialog->open();
}

QStringList ProjectActions::recentFiles() const {
    return QSettings().value(recentKey).toStringList();
}

void ProjectActions::remember(const std::filesystem::path& file) {
    const QString path = QFileInfo(QString::fromStdString(file.string())).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    QSettings().setValue(recentKey, files.mid(0, recentLimit));
    if (m_recent)
        fillRecent();
}

void ProjectActions::fillRecent() {
    m_recent->clear();
    int number = 0;
    for (const QString& file : recentFiles()) {
        // A file may hold an ampersand; only the number is a mnemonic.
        QString name = shortened(file, 80);
        QAction* action = m_recent->addAction(QString("&%1  %2").arg(++number).arg(name.replace("&", "&&")));
        action->setToolTip(plainTip(file));
        connect(action, &QAction::triggered, this, [this, file] { open(file); });
    }
    m_recent->setEnabled(number > 0);
    if (number == 0)
        return;
    m_recent->addSeparator();
    connect(m_recent->addAction(tr("&Clear This List")), &QAction::triggered, this, [this] {
        QSettings().remove(recentKey);
        fillRecent();
    });
}

}  // namespace adapterscope
