// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TaskPreviewReader.h"

#include <QPromise>
#include <QtConcurrent>

#include <utility>

#include "core/common/Fault.h"

namespace adapterscope {

namespace {

constexpr int restMilliseconds = 250;
constexpr std::size_t shownExamples = 10;  // of a built-in task, which has no file

}  // namespace

TaskPreviewReader::TaskPreviewReader(QObject* parent) : QObject(parent) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &TaskPreviewReader::begin);
    connect(&m_reading, &QFutureWatcherBase::resultReadyAt, this, [this](int place) {
        if (!m_stop.stop_requested())
            take(m_reading.resultAt(place));
    });
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        if (m_next && !m_rest.isActive())
            begin();
    });
}

TaskPreviewReader::~TaskPreviewReader() {
    m_stop.request_stop();
}

void TaskPreviewReader::request(const TaskSource& source) {
    stop();
    m_next = source;
    m_rest.start();
}

void TaskPreviewReader::stop() {
    m_rest.stop();
    m_next.reset();
    m_stop.request_stop();
}

void TaskPreviewReader::begin() {
    if (m_reading.isRunning())
        return;  // begins when that one, already told to stop, has ended
    m_stop = std::stop_source();
    m_reading.setFuture(QtConcurrent::run(
        [source = *std::exchange(m_next, std::nullopt), token = m_stop.get_token()](QPromise<News>& promise) {
            try {
                ReadingWatch watch;
                watch.stop = token;
                watch.table = [&](const TableStart& start) {
                    promise.addResult(News{.start = std::make_shared<const TableStart>(start)});
                };
                promise.addResult(
                    News{.preview = std::make_shared<const TaskPreview>(previewTask(source, shownExamples, watch))});
            } catch (const std::exception&) {
                promise.addResult(News{.fault = currentFault(tr("Reading the task").toStdString()).sentence()});
            }
        }));
}

void TaskPreviewReader::take(const News& news) {
    if (news.start)
        emit tableRead(*news.start);
    if (news.preview)
        emit previewRead(*news.preview);
    if (news.fault)
        emit failed(*news.fault);
}

}  // namespace adapterscope
