// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/Dispatcher.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "core/dispatch/DispatcherWork.h"
#include "core/dispatch/Inbox.h"

namespace adapterscope {

struct Dispatcher::Private {
    Private(Project& project, Options options, Listener listener)
        : idle(listener.idle), work(project, std::move(options), withFailureFirst(std::move(listener)), inbox) {}

    /// What is announced is already true: listeners can query the failure.
    Listener withFailureFirst(Listener listener) {
        for (auto* told : {&listener.message, &listener.lost})
            if (*told)
                *told = [this, tell = *told](const Sentence& sentence) {
                    publishFailure();
                    tell(sentence);
                };
        return listener;
    }

    void loop() {
        std::optional<Inbox::Clock::time_point> deadline;
        while (!ending) {
            inbox.work(deadline);
            deadline = work.proceed();
            publish();
        }
    }

    void publishFailure() {
        const std::scoped_lock lock(mutex);
        if (startsAsked == 0)  // which clears an earlier failure
            failure = work.failure();
    }

    /// Tells the listener and the waiting threads the current state. Idleness is announced once it is true; wait()
    /// returns once the listener has heard of it and has not asked for more.
    void publish() {
        publishFailure();
        std::unique_lock lock(mutex);
        if (!busy || !work.isIdle() || !inbox.empty())
            return;
        busy = false;
        announcing = true;
        lock.unlock();
        if (idle)
            idle();
        lock.lock();
        announcing = false;
        changed.notify_all();
    }

    void start(std::set<std::string> ids) {
        const std::scoped_lock lock(mutex);
        busy = true;
        ++startsAsked;
        failure.reset();
        inbox.post([this, ids = std::move(ids)] {
            {
                const std::scoped_lock starting(mutex);
                --startsAsked;
            }
            work.start(ids);
        });
    }

    std::function<void()> idle;
    Inbox inbox;
    DispatcherWork work;  // belongs to the thread
    bool ending = false;  // as does this

    mutable std::mutex mutex;  // guards what follows
    std::condition_variable changed;
    bool busy = false;
    bool announcing = false;  ///< the listener is being told of idleness
    int startsAsked = 0;      ///< that the thread has not handled yet
    std::optional<Error> failure;

    std::thread thread;
};

Dispatcher::Dispatcher(Project& project, Options options, Listener listener)
    : d(std::make_unique<Private>(project, std::move(options), std::move(listener))) {
    d->thread = std::thread([this] { d->loop(); });
}

Dispatcher::~Dispatcher() {
    stop();
    wait();
    d->inbox.post([this] { d->ending = true; });
    d->thread.join();
}

void Dispatcher::start(std::set<std::string> ids) {
    d->start(std::move(ids));
}

void Dispatcher::pause() {
    d->inbox.post([this] { d->work.pause(); });
}

void Dispatcher::stop() {
    d->inbox.post([this] { d->work.stop(); });
}

void Dispatcher::cancel(const std::string& id) {
    d->inbox.post([this, id] { d->work.cancel(id); });
}

void Dispatcher::wait() {
    std::unique_lock lock(d->mutex);
    d->changed.wait(lock, [this] { return !d->busy && !d->announcing; });
}

bool Dispatcher::busy() const {
    const std::scoped_lock lock(d->mutex);
    return d->busy;
}

std::optional<Error> Dispatcher::failure() const {
    const std::scoped_lock lock(d->mutex);
    return d->failure;
}

void Dispatcher::removeLeftovers() {
    DispatcherWork::removeLeftovers();
}

bool Dispatcher::machineFailed() const {
    return d->work.machineFailed();
}

}  // namespace adapterscope
