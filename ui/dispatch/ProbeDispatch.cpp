// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dispatch/ProbeDispatch.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace adapterscope {

namespace {

constexpr int soon = 15;       // milliseconds in which the steps of a drag become one question
constexpr int patience = 250;  // milliseconds to wait for an answer that is no longer needed
constexpr EnginePatience briefly{std::chrono::milliseconds(500), std::chrono::milliseconds(200)};  // it saves nothing

bool onSameBaseAndTask(const ProbeDispatch::Question& a, const ProbeDispatch::Question& b) {
    return a.front().base == b.front().base && a.front().task == b.front().task;
}

}  // namespace

ProbeDispatch::ProbeDispatch(QObject* parent, Engine engine)
    : QObject(parent), m_command(std::move(engine)), m_soon(new QTimer(this)), m_patience(new QTimer(this)) {
    m_soon->setSingleShot(true);
    m_soon->setInterval(soon);
    m_patience->setSingleShot(true);
    connect(m_soon, &QTimer::timeout, this, &ProbeDispatch::sendNext);
    connect(m_patience, &QTimer::timeout, this, [this] {
        if (m_next)
            cancelFlight();
    });
}

ProbeDispatch::~ProbeDispatch() {
    m_engine.reset();  // its thread posts to this object until it is joined
}

void ProbeDispatch::ask(const Question& question) {
    m_next = question;
    if (m_flight && !onSameBaseAndTask(m_flight->question, question))
        cancelFlight();
    else if (m_flight && !m_patience->isActive())
        m_patience->start(std::max(0, patience - static_cast<int>(m_flight->since.elapsed())));
    if (!m_soon->isActive())
        m_soon->start();
}

void ProbeDispatch::forget() {
    m_next.reset();
    cancelFlight();
}

void ProbeDispatch::startEngine() {
    // The connection's thread only posts; what it reports about an engine that was given up is dropped.
    ++m_generation;
    const auto post = postedTo(m_actions, m_generation);
    m_engine = std::make_unique<EngineConnection>(
        m_command(1), nullptr, [this, post](const Sentence& why) { post([this, why] { fail(why); }); }, briefly);
    m_engine->call(HelloRequest::method, toJson(HelloRequest{}),
                   [this, post](const EngineConnection::Answer& answer) { post([this, answer] { greeted(answer); }); });
}

void ProbeDispatch::greeted(const EngineConnection::Answer& answer) {
    try {
        if (answer.error)
            throw *answer.error;
        requireSameProtocol(helloAnswerFromJson(answer.result).protocol, "The engine");
    } catch (const Error& error) {
        loseEngine();
        fail(error.sentence());
        return;
    }
    m_ready = true;
    emit becameReady();
    sendNext();
}

void ProbeDispatch::sendNext() {
    if (m_flight || !m_next)
        return;
    try {
        if (m_engine && !m_engine->alive())
            loseEngine();
        if (!m_engine)
            startEngine();
    } catch (const Error& error) {
        fail(error.sentence());
        return;
    }
    if (!m_ready)
        return;  // greeted() continues
    Flight& flight = m_flight.emplace(Flight{});
    flight.number = ++m_flights;
    flight.question = *std::exchange(m_next, std::nullopt);
    flight.answers.resize(flight.question.size());
    flight.left = flight.question.size();
    flight.since.start();
    for (std::size_t place = 0; place < flight.question.size(); ++place)
        flight.calls.push_back(
            m_engine->call(ProbeRequest::method, toJson(flight.question[place]),
                           [this, number = flight.number, place](const EngineConnection::Answer& answer) {
                               m_actions.post([this, number, place, answer] { take(number, place, answer); });
                           }));
}

void ProbeDispatch::cancelFlight() {
    m_patience->stop();
    if (!m_flight || m_flight->cancelled)
        return;
    m_flight->cancelled = true;
    for (const std::int64_t call : m_flight->calls)
        m_engine->notify(CancelNotice::method, toJson(CancelNotice{std::nullopt, call}));
}

void ProbeDispatch::take(int flight, std::size_t place, const EngineConnection::Answer& answer) {
    if (!m_flight || m_flight->number != flight)
        return;
    try {
        if (answer.error)
            throw *answer.error;
        m_flight->answers[place] = probeAnswerFromJson(answer.result);
    } catch (const Error& error) {
        m_flight->fault = error.sentence();
    }
    if (answer.lost)
        loseEngine();
    if (--m_flight->left == 0)
        land();
}

void ProbeDispatch::land() {
    m_patience->stop();
    const Flight flight = *std::exchange(m_flight, std::nullopt);
    if (!flight.fault && !flight.cancelled)
        emit answered(flight.question, flight.answers);
    else if (flight.fault && !flight.cancelled && !m_next)
        emit failed(*flight.fault);
    sendNext();
}

void ProbeDispatch::fail(const Sentence& sentence) {
    // An engine that is lost with a question in flight reports this in that question's answer.
    if (!m_flight && m_next) {
        m_next.reset();
        emit failed(sentence);
    }
}

void ProbeDispatch::loseEngine() {
    ++m_generation;
    m_engine.reset();
    m_ready = false;
}

}  // namespace adapterscope
