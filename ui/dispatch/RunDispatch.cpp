// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dispatch/RunDispatch.h"

#include <utility>

namespace adapterscope {

RunDispatch::RunDispatch(QObject* parent, Engine engine) : QObject(parent), m_engine(std::move(engine)) {}

RunDispatch::~RunDispatch() {
    release();
}

Dispatcher::Listener RunDispatch::listener() {
    // The dispatcher's thread only posts; what it reports about a project that was closed meanwhile is dropped.
    const auto post = postedTo(m_actions, m_generation);
    Dispatcher::Listener listener;
    listener.status = [this, post](const std::string& id, Status status) {
        post([this, id = QString::fromStdString(id), status] { emit statusChanged(id, status); });
    };
    listener.progress = [this, post](const std::string& id, const RunProgress& progress) {
        post([this, id = QString::fromStdString(id), progress] { emit progressed(id, progress); });
    };
    listener.point = [this, post](const std::string& id, const CurvePoint& point) {
        post([this, id = QString::fromStdString(id), point] { emit pointAdded(id, point); });
    };
    listener.message = [this, post](const Sentence& sentence) {
        post([this, sentence] { emit messageSaid(sentence); });
    };
    listener.lost = [this, post](const Sentence& sentence) { post([this, sentence] { emit engineLost(sentence); }); };
    listener.idle = [this, post] { post([this] { settle(); }); };
    return listener;
}

void RunDispatch::start(Project& project, std::set<std::string> ids, int workers) {
    if (m_dispatcher && (m_project != &project || (m_workers != workers && m_state == State::Idle)))
        release();
    if (!m_dispatcher) {
        Dispatcher::Options options;
        options.workers = workers;
        options.engine = m_engine(workers);
        m_dispatcher = std::make_unique<Dispatcher>(project, options, listener());
        m_project = &project;
        m_workers = workers;
    }
    m_dispatcher->start(std::move(ids));
    setState(State::Running);
}

void RunDispatch::pause() {
    if (m_state != State::Running)
        return;
    m_dispatcher->pause();
    setState(State::Pausing);
}

void RunDispatch::stop() {
    if (m_state == State::Idle)
        return;
    m_dispatcher->stop();
    setState(State::Stopping);
}

void RunDispatch::cancel(const QString& id) {
    if (m_dispatcher)
        m_dispatcher->cancel(id.toStdString());
}

void RunDispatch::settle() {
    // A start that came meanwhile will have its own end.
    if (!m_dispatcher->busy())
        setState(State::Idle);
}

void RunDispatch::release() {
    ++m_generation;
    m_dispatcher.reset();
    m_project = nullptr;
    setState(State::Idle);
}

void RunDispatch::setState(State state) {
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

}  // namespace adapterscope
