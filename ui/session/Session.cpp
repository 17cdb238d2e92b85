// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Session.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QUndoStack>
#include <QtConcurrent>

#include <utility>

#include "core/base/BaseFiles.h"
#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/experiment/plan/KnownSources.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "core/experiment/project/ProjectLock.h"
#include "core/task/TaskLoader.h"
#include "ui/session/Message.h"
#include "ui/session/NamedPlaces.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

/// Of messages about the open project that mean nothing for another one.
constexpr QLatin1String projectTopic("open project");
/// Of the message why a design cannot be used, which the page of that key shows, too.
constexpr QLatin1String designTopic("design");

/// What a reader thread brings back: a value or a sentence.
template <typename Value>
struct Outcome {
    Value value{};
    QString fault;
};

template <typename Value, typename Function>
Outcome<Value> outcomeOf(Function function) {
    try {
        return {function(), {}};
    } catch (const std::exception&) {
        return {{}, faultSentence(Session::tr("Reading the base or task"))};
    }
}

struct ReadBase {
    std::optional<BaseConfig> config;
    std::vector<Sentence> remarks;
};

ReadBase readBaseNamed(const std::string& name) {
    const std::filesystem::path folder = resolveBase(name).folder;
    if (weightFiles(folder).empty())  // a config.json alone is enough for counting
        return {readBaseConfig(folder), {}};
    checkBaseFolder(folder);
    const BaseConfig config = readBaseConfig(folder);
    return {config, baseRemarks(folder, config)};
}

QString notReadYet() {
    return Session::tr("Not read yet, because only the project names it: press Read Them in the message below.");
}

}  // namespace

/// One edit of the choice; merges with the last one if both have the same key.
class EditCommand : public QUndoCommand {
public:
    EditCommand(Session& session, Choice before, Choice after, const QString& what, QString mergeKey)
        : QUndoCommand(what),
          m_session(session),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_mergeKey(std::move(mergeKey)) {}

    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    void undo() override { m_session.apply(m_before); }
    void redo() override { m_session.apply(m_after); }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const EditCommand*>(other);
        if (next->m_mergeKey != m_mergeKey)
            return false;
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    Session& m_session;
    Choice m_before, m_after;
    QString m_mergeKey;
};

Session::Session(QObject* parent)
    : QObject(parent),
      m_project(Project::untitled()),
      m_undo(new QUndoStack(this)),
      m_keep(new QTimer(this)),
      m_follow(new QTimer(this)) {
    // A dragged slider changes the design many times a second; the project is updated when the hand pauses.
    m_keep->setSingleShot(true);
    m_keep->setInterval(300);
    connect(m_keep, &QTimer::timeout, this, &Session::keepChoice);
    m_follow->setInterval(1000);
    connect(m_follow, &QTimer::timeout, this, &Session::follow);
    readBase();
    readTask();
}

Session::~Session() {
    if (m_keep->isActive())
        keepChoice();
}

QString Session::title() const {
    return m_project->isUntitled() ? tr("Untitled") : QString::fromStdString(m_project->file().filename().string());
}

void Session::newProject() {
    replaceProject(Project::untitled());
}

void Session::openProject(const std::filesystem::path& file) {
    std::error_code unknown;
    if (m_project->isReadOnly() && std::filesystem::equivalent(file, m_project->file(), unknown)) {
        const ProjectLock free(file);         // throws if it still has an owner elsewhere
        replaceProject(Project::untitled());  // this process has it mapped for reading as long as it shows it
    }
    replaceProject(Project::open(file));
}

void Session::lookAt(const std::filesystem::path& file) {
    replaceProject(Project::openForReading(file));
}

void Session::openForPicture(const std::filesystem::path& file) {
    replaceProject(Project::openForPicture(file));
}

void Session::openCopy(const std::filesystem::path& file) {
    replaceProject(Project::untitledCopy(file));
}

void Session::openAbandoned(const std::filesystem::path& file) {
    replaceProject(Project::adopt(file));
}

void Session::saveProjectAs(const std::filesystem::path& file) {
    keepChoice();
    m_project->saveAs(file);
    emit projectChanged();
}

void Session::replaceProject(std::unique_ptr<Project> project) {
    keepChoice();
    m_withheld = KnownSources::ofUser().unknown(placesNamedBy(*project));
    emit projectClosing();
    emit messageSettled(projectTopic);
    m_project = std::move(project);
    m_undo->clear();
    Choice choice;
    try {
        if (const std::string kept = m_project->value(choiceKey); !kept.empty())
            choice = choiceFromJsonText(kept);
    } catch (const std::exception&) {
        report(Message::Level::Warning, faultSentence(tr("Opening the project")), projectTopic);
    }
    apply(choice);
    m_keep->stop();
    m_isHeldElsewhere = m_project->isReadOnly() && ProjectLock::holder(m_project->file());
    if (m_project->isReadOnly())
        m_follow->start();
    else
        m_follow->stop();
    emit projectChanged();
    emit runsChanged();
}

void Session::follow() {
    try {
        if (m_project->wasChanged()) {
            emit changedElsewhere();
            emit runsChanged();
            emit curvesChanged();
        }
        const bool isHeld = ProjectLock::holder(m_project->file()).has_value();
        if (std::exchange(m_isHeldElsewhere, isHeld) && !isHeld)
            emit letGoElsewhere();
    } catch (const std::exception&) {
        m_follow->stop();
        report(Message::Level::Fault, faultSentence(tr("Following the project")), projectTopic);
    }
}

void Session::keepChoice() {
    m_keep->stop();
    if (m_project->isReadOnly())
        return;  // its owner keeps its own choice
    try {
        m_project->setValue(choiceKey, toJsonText(m_choice));
    } catch (const std::exception&) {
        report(Message::Level::Fault, faultSentence(tr("Keeping the choice")));
    }
}

void Session::edit(const Choice& choice, const QString& what, const QString& mergeKey) {
    if (choice != m_choice)
        m_undo->push(new EditCommand(*this, m_choice, choice, what, mergeKey));
}

void Session::editDesign(const Design& design, const QString& what, const QString& mergeKey) {
    Choice choice = m_choice;
    choice.design = design;
    edit(choice, what, mergeKey);
}

void Session::editBase(const QString& name) {
    Choice choice = m_choice;
    choice.base = name.toStdString();
    agreeTo(placesOfBase(choice.base));
    edit(choice, tr("Base"));
}

void Session::editTask(const TaskSource& source) {
    Choice choice = m_choice;
    choice.task = source;
    // How to read a withheld task can be edited before it is read.
    if (const std::vector<std::string> places = placesOfTask(source); places != placesOfTask(m_choice.task))
        agreeTo(places);
    edit(choice, tr("Task"));
}

void Session::agreeTo(const std::vector<std::string>& places) {
    KnownSources& known = KnownSources::ofUser();
    known.add(places);
    std::vector<std::string> left = known.unknown(m_withheld);
    if (left == m_withheld)
        return;
    m_withheld = std::move(left);
    if (m_isBaseWithheld)
        readBase();
    if (m_isTaskWithheld)
        readTask();
    emit withheldChanged();
}

bool Session::requireAgreement() {
    if (!m_withheld.empty())
        emit agreementWanted();
    return m_withheld.empty();
}

void Session::report(Message::Level level, const QString& sentence, const QString& topic) {
    emit messageRequested({level, sentence, {}, {}, topic});
}

void Session::apply(const Choice& choice) {
    const Choice before = std::exchange(m_choice, choice);
    m_unreadText.clear();
    if (before.base != choice.base)
        readBase();
    if (before.task != choice.task)
        readTask();
    m_keep->start();
    emit choiceChanged();
    settleDesign();
}

void Session::readBase() {
    m_baseConfig.reset();
    m_baseRemarks.clear();
    m_isBaseWithheld = !KnownSources::ofUser().unknown(placesOfBase(m_choice.base)).empty();
    m_baseFault = m_isBaseWithheld ? notReadYet() : QString();
    m_baseLoading = !m_isBaseWithheld;
    emit baseChanged();
    if (m_isBaseWithheld)
        return;
    auto* watcher = new QFutureWatcher<Outcome<ReadBase>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, name = m_choice.base] {
        watcher->deleteLater();
        if (name != m_choice.base || m_isBaseWithheld)
            return;  // another base was chosen meanwhile
        const auto outcome = watcher->result();
        m_baseConfig = outcome.value.config;
        m_baseRemarks = outcome.value.remarks;
        m_baseFault = outcome.fault;
        m_baseLoading = false;
        emit baseChanged();
        settleDesign();
    });
    watcher->setFuture(
        QtConcurrent::run([name = m_choice.base] { return outcomeOf<ReadBase>([&] { return readBaseNamed(name); }); }));
}

void Session::readTask() {
    m_task.reset();
    m_isTaskWithheld = !KnownSources::ofUser().unknown(placesOfTask(m_choice.task)).empty();
    m_taskFault = m_isTaskWithheld ? notReadYet() : QString();
    m_taskLoading = !m_isTaskWithheld;
    emit taskChanged();
    if (m_isTaskWithheld)
        return;
    auto* watcher = new QFutureWatcher<Outcome<std::shared_ptr<const Task>>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, source = m_choice.task] {
        watcher->deleteLater();
        if (source != m_choice.task || m_isTaskWithheld)
            return;  // another task was chosen meanwhile
        m_task = watcher->result().value;
        m_taskFault = watcher->result().fault;
        m_taskLoading = false;
        emit taskChanged();
    });
    watcher->setFuture(QtConcurrent::run([source = m_choice.task] {
        return outcomeOf<std::shared_ptr<const Task>>([&] { return std::make_shared<const Task>(loadTask(source)); });
    }));
}

std::vector<Finding> Session::findings() const {
    return m_baseConfig ? validate(design(), *m_baseConfig) : validate(design());
}

QString Session::designFault() const {
    if (const QString unread = unreadFault(); !unread.isEmpty())
        return unread;
    for (const Finding& finding : findings())
        if (finding.fault)
            return inWindowWords(finding.sentence);
    return {};
}

bool Session::requireDesign() {
    const QString fault = designFault();
    if (!fault.isEmpty())
        report(Message::Level::Fault, faultText(fault.toStdString()), designTopic);
    return fault.isEmpty();
}

void Session::settleDesign() {
    if (designFault().isEmpty())
        emit messageSettled(designTopic);
}

void Session::setUnreadText(const QString& fault) {
    setUnread(m_unreadText, fault);
}

void Session::setUnreadControl(const QString& fault) {
    setUnread(m_unreadControl, fault);
}

void Session::setUnread(QString& unread, const QString& fault) {
    if (std::exchange(unread, fault) == fault)
        return;
    emit unreadChanged();
    settleDesign();
}

Pooling Session::pooling() const {
    return m_baseConfig ? m_baseConfig->defaultPooling : Pooling::Mean;
}

int Session::classes() const {
    return m_task ? m_task->classes() : 2;
}

}  // namespace adapterscope
