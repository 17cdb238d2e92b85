// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/BaseConfig.h"
#include "core/experiment/project/Project.h"
#include "ui/session/Choice.h"
#include "ui/session/Message.h"

class QTimer;
class QUndoStack;

namespace adapterscope {

/// What all pages share: the open project, the current design with its base and task, and the undo history of its
/// edits. Bases and tasks are read off the interface's thread; baseChanged and taskChanged report that what is known
/// about them has changed.
class Session : public QObject {
    Q_OBJECT

public:
    /// Starts with an untitled project.
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    Project& project() { return *m_project; }
    /// The file's name, or "Untitled".
    QString title() const;

    /// These seven throw Error, and then leave everything as it was.
    void newProject();
    void openProject(const std::filesystem::path& file);
    /// Shows a project that another program has open, and follows its changes; nothing in it can be changed here.
    void lookAt(const std::filesystem::path& file);
    void openForPicture(const std::filesystem::path& file);  ///< Project::openForPicture
    void openCopy(const std::filesystem::path& file);        ///< as an untitled project
    void openAbandoned(const std::filesystem::path& file);   ///< abandonedProjects
    void saveProjectAs(const std::filesystem::path& file);

    const Choice& choice() const { return m_choice; }
    const Design& design() const { return m_choice.design; }
    /// An edit that can be undone. `what` names it in the Edit menu; edits that follow each other with the same
    /// `mergeKey` (not empty) become one, like the steps of a dragged slider.
    void edit(const Choice& choice, const QString& what, const QString& mergeKey = {});
    void editDesign(const Design& design, const QString& what, const QString& mergeKey = {});
    void editBase(const QString& name);
    void editTask(const TaskSource& source);
    QUndoStack* undoStack() { return m_undo; }

    /// What is known about the current base; empty while it is being read or if it cannot be read.
    const std::optional<BaseConfig>& baseConfig() const { return m_baseConfig; }
    QString baseFault() const { return m_baseFault; }
    const std::vector<Sentence>& baseRemarks() const { return m_baseRemarks; }
    bool isBaseLoading() const { return m_baseLoading; }

    /// What is wrong with, or worth a remark about, the current design over the current base.
    std::vector<Finding> findings() const;
    /// Why what the person wants cannot be trained: typed text that cannot be read, for which design() is only the last
    /// that could be, or the first fault among the findings; empty if it can.
    QString designFault() const;
    /// Whether there is no such fault; else the person is told of it.
    bool requireDesign();
    /// What is wrong with text that is typed for the whole design and cannot be read, until the choice changes; empty
    /// if it can be read.
    void setUnreadText(const QString& fault);
    /// The same for what is typed into controls of its settings, which stays when the choice changes.
    void setUnreadControl(const QString& fault);
    /// The sentence of the one or the other; empty if all that is typed can be read.
    QString unreadFault() const { return m_unreadText.isEmpty() ? m_unreadControl : m_unreadText; }

    /// The current task, null while it is being read or if it cannot be read.
    const std::shared_ptr<const Task>& task() const { return m_task; }
    QString taskFault() const { return m_taskFault; }
    bool isTaskLoading() const { return m_taskLoading; }

    /// Places of bases and tasks that the open project names, but that the person has neither named nor agreed to
    /// read (core/experiment/plan/KnownSources.h). As long as there are any, they are not read and nothing is
    /// trained.
    const std::vector<std::string>& withheld() const { return m_withheld; }
    /// The person names these places, or agrees to read them.
    void agreeTo(const std::vector<std::string>& places);
    /// Whether nothing is withheld; else the person is asked.
    bool requireAgreement();

    /// Shows the person a message with nothing to do about it.
    void report(Message::Level level, const QString& sentence, const QString& topic = {});

    /// What the head reads over the current base, and how many classes it distinguishes (2 until the task is read).
    Pooling pooling() const;
    int classes() const;

signals:
    /// The project is about to be replaced: release everything that uses it.
    void projectClosing();
    /// Another project is open, or the same one in another place.
    void projectChanged();
    /// The design, the name of the base or the task's source changed.
    void choiceChanged();
    /// What is typed for the design can be read or cannot, without a change of the choice.
    void unreadChanged();
    void baseChanged();
    void taskChanged();
    /// Less is withheld than before.
    void withheldChanged();
    /// Something was requested that needs what is withheld.
    void agreementWanted();
    /// Runs were added, removed or ended. Emitted by whoever did it.
    void runsChanged();
    /// Runs were added, archived or deleted by other means than the sweep's form.
    void runsPlanned();
    /// A run that is being trained was evaluated. Emitted by whoever trains it.
    void curvesChanged();
    /// Another program changed the project, which is open read-only; runsChanged and curvesChanged follow.
    void changedElsewhere();
    /// The program that had the project open, which is read-only here, no longer has it.
    void letGoElsewhere();
    /// The person asked to train these of the project's runs, as far as they wait; and the estimated time.
    void trainingRequested(const std::set<std::string>& ids, double seconds);
    /// The person asked to continue what was being trained before the project was opened.
    void continuationRequested();
    /// The person asked to add these designs to the sweep.
    void sweepRequested(const QStringList& designTexts);
    /// The person asked for a new sweep of what these runs vary.
    void sweepOfRunsRequested(const std::vector<adapterscope::RunRecord>& runs);
    /// A base was fetched: lists of bases are to be made again. Emitted by whoever fetched it.
    void basesChanged();
    /// The person asked to see these runs in the comparison.
    void runsRequested(const QStringList& ids);
    void messageRequested(const adapterscope::Message& message);
    /// Messages on that topic (Message::topic) no longer apply.
    void messageSettled(const QString& topic);

private:
    friend class EditCommand;
    void apply(const Choice& choice);
    void setUnread(QString& unread, const QString& fault);
    /// What was reported of a fault no longer applies if there is none.
    void settleDesign();
    void replaceProject(std::unique_ptr<Project> project);
    void keepChoice();
    void follow();
    void readBase();
    void readTask();

    std::unique_ptr<Project> m_project;
    Choice m_choice;
    QUndoStack* m_undo;
    std::optional<BaseConfig> m_baseConfig;
    std::shared_ptr<const Task> m_task;
    std::vector<Sentence> m_baseRemarks;
    QString m_baseFault, m_taskFault, m_unreadText, m_unreadControl;
    bool m_baseLoading = false, m_taskLoading = false;
    std::vector<std::string> m_withheld;
    bool m_isBaseWithheld = false, m_isTaskWithheld = false;
    QTimer *m_keep, *m_follow;
    bool m_isHeldElsewhere = false;
};

}  // namespace adapterscope
