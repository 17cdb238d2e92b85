// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/CompareLoader.h"

#include <QtConcurrent>

#include "ui/session/Message.h"

namespace adapterscope {

namespace {

std::shared_ptr<CompareData> read(const Project& project, const std::string& bestOver) {
    auto data = std::make_shared<CompareData>();
    try {
        std::vector<UnreadableRun> unreadable;
        std::vector<RunRecord> runs = project.runs(&unreadable);
        data->figures = ProjectFigures::of(runs, bestOver);
        for (const auto& scope : data->figures.scopes)
            data->complete = data->complete && knownFacts(scope.scope).has_value();
        data->rows = RunRow::of(std::move(runs), unreadable);
    } catch (const std::exception&) {
        data->fault = faultSentence("Reading the project");
    }
    return data;
}

}  // namespace

CompareLoader::CompareLoader(QObject* parent)
    : QObject(parent), m_reader([this](const std::shared_ptr<CompareData>& data) {
          if (!data->complete && !m_facts.isRunning())
              readFacts(data);
          emit loaded(data);
      }) {
    connect(&m_facts, &QFutureWatcherBase::finished, this, [this] {
        if (m_open)
            request(*m_open, m_bestOver);
    });
}

CompareLoader::~CompareLoader() {
    release();
}

void CompareLoader::request(Project& project, const std::string& bestOver) {
    m_open = &project;
    m_bestOver = bestOver;
    m_reader.request(project, [bestOver](const Project& open) { return read(open, bestOver); });
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
    m_open = nullptr;
    m_reader.release();
}

}  // namespace adapterscope
