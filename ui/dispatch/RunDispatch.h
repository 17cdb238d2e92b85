// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "core/dispatch/Dispatcher.h"
#include "ui/dispatch/PostedActions.h"

namespace adapterscope {

/// The dispatcher for widgets: what happens in its thread comes out as queued signals that carry the run's id. Owns no
/// project; release() before one is closed.
class RunDispatch : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Running, Pausing, Stopping };
    using Engine = std::function<EngineProgram(int workers)>;

    /// `engine` specifies how an engine is started; by default the one beside this program.
    explicit RunDispatch(QObject* parent = nullptr, Engine engine = &EngineProgram::local);
    ~RunDispatch() override;

    /// Trains these of the project's runs that are pending, from now on no others. Throws Error if no engine can be
    /// started. A different number of workers takes effect when nothing runs.
    void start(Project& project, std::set<std::string> ids, int workers);
    void pause();  ///< the running ones end, no further one starts
    void stop();   ///< the running ones are ended and wait for the next start
    void cancel(const QString& id);
    /// Stops, waits, releases the project.
    void release();
    State state() const { return m_state; }

signals:
    void statusChanged(const QString& id, adapterscope::Status status);
    void progressed(const QString& id, const adapterscope::RunProgress& progress);
    void pointAdded(const QString& id, const adapterscope::CurvePoint& point);
    /// The disk is full, no engine can be started, …
    void messageSaid(const adapterscope::Sentence& sentence);
    /// An engine was lost, and what became of the runs that it was training.
    void engineLost(const adapterscope::Sentence& sentence);
    void stateChanged();

private:
    Dispatcher::Listener listener();
    void setState(State state);
    void settle();

    Engine m_engine;
    PostedActions m_actions;
    std::unique_ptr<Dispatcher> m_dispatcher;
    Project* m_project = nullptr;
    int m_workers = 0;
    State m_state = State::Idle;
    int m_generation = 0;  ///< identifies messages from an earlier dispatcher
};

}  // namespace adapterscope
