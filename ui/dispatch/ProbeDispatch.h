// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/dispatch/EngineConnection.h"
#include "core/dispatch/Messages.h"
#include "ui/dispatch/PostedActions.h"

class QTimer;

namespace adapterscope {

/// Probes untrained designs for a control that is dragged: never waits, has one question in flight and keeps only the
/// newest of those that have come since. A question about another base or task cancels the one in flight; so does any
/// other if that one is slow. Has an engine of its own, started with the first question and ended with this object.
class ProbeDispatch : public QObject {
    Q_OBJECT

public:
    using Engine = std::function<EngineProgram(int workers)>;
    /// Requests that are answered together.
    using Question = std::vector<ProbeRequest>;
    using Answers = std::vector<std::vector<ProbeResult>>;  ///< one list per request

    /// `engine` specifies how an engine is started; by default the one beside this program.
    explicit ProbeDispatch(QObject* parent = nullptr, Engine engine = &EngineProgram::local);
    ~ProbeDispatch() override;

    void ask(const Question& question);
    /// No answer is needed any more.
    void forget();
    bool isBusy() const { return m_next || m_flight; }
    /// Whether the engine has answered hello.
    bool isReady() const { return m_ready; }

signals:
    void answered(const adapterscope::ProbeDispatch::Question& question,
                  const adapterscope::ProbeDispatch::Answers& answers);
    /// The newest question has no answer; if the engine was lost, the next one goes to a new engine.
    void failed(const adapterscope::Sentence& sentence);
    void becameReady();

private:
    struct Flight {
        int number = 0;
        Question question;
        std::vector<std::int64_t> calls;
        Answers answers;
        std::size_t left = 0;
        std::optional<Sentence> fault;
        bool cancelled = false;
        QElapsedTimer since;
    };
    void startEngine();
    void sendNext();
    void cancelFlight();
    void greeted(const EngineConnection::Answer& answer);
    void take(int flight, std::size_t place, const EngineConnection::Answer& answer);
    void land();
    void fail(const Sentence& sentence);
    void loseEngine();

    Engine m_command;
    PostedActions m_actions;
    std::unique_ptr<EngineConnection> m_engine;
    bool m_ready = false;
    int m_generation = 0;  ///< identifies messages from an earlier engine
    int m_flights = 0;
    std::optional<Question> m_next;
    std::optional<Flight> m_flight;
    QTimer *m_soon, *m_patience;
};

}  // namespace adapterscope
