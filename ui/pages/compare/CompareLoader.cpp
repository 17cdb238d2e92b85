// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/CompareLoader.h"

#include <QtConcurrent>

namespace adapterscope {

namespace {

constexpr int pauseMilliseconds = 400;

std::shared_ptr<CompareData> read(const Project& project) {
    auto data = std::make_shared<CompareData>();
    try {
        std::vector<RunRecord> runs = project.runs();
        data->figures = ProjectFigures::of(runs);
        for (const auto& scope : data->figures.scopes)
            data->complete = data->complete && knownFacts(scope.scope).has_value();
        data->rows = RunRow::of(std::move(runs));
    } catch (const std::exception& error) {
        data->fault = QString::fromUtf8(error.what());
    }
    return data;
}

}  // namespace

CompareLoader::CompareLoader(QObject* parent) : QObject(parent) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &CompareLoader::begin);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &CompareLoader::finish);
    connect(&m_facts, &QFutureWatcherBase::finished, this, [this] {
        if (m_open)
            request(*m_open);
    });
}

CompareLoader::~CompareLoader() {
    release();
}

void CompareLoader::request(Project& project) {
    m_open = &project;
    if (m_project) {
        m_again = true;
        return;
    }
    m_project = &project;
    begin();
}

void CompareLoader::begin() {
    m_again = false;
    m_watcher.setFuture(QtConcurrent::run([project = m_project] { return read(*project); }));
}

void CompareLoader::finish() {
    if (!m_project)
        return;
    const auto data = m_watcher.result();
    if (m_again)
        m_pause.start();
    else
        m_project = nullptr;
    if (!data->complete && !m_facts.isRunning())
        readFacts(data);
    emit loaded(data);
}

void CompareLoader::readFacts(const std::shared_ptr<CompareData>& data) {
    std::vector<FigureScope> scopes;
    for (const auto& scope : data->figures.scopes)
        scopes.push_back(scope.scope);
    m_facts.setFuture(QtConcurrent::run([scopes] {
        for (const FigureScope& scope : scopes)
            scopeFacts(scope);
    }));
}

void CompareLoader::release() {
    m_pause.stop();
    m_project = m_open = nullptr;
    m_again = false;
    m_watcher.waitForFinished();
}

}  // namespace adapterscope
