// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/RunExport.h"

#include <QtConcurrent>
#include <nlohmann/json.hpp>

#include "core/common/Fault.h"
#include "core/dispatch/CallEngine.h"
#include "core/dispatch/export/TunedExport.h"
#include "ui/session/Session.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FileDialog.h"

namespace adapterscope {

namespace {

constexpr auto runExportTopic = "exported run";

}  // namespace

RunExport::RunExport(Session& session, QWidget& page) : QObject(&page), m_session(session), m_page(page) {
    m_thread.setMaxThreadCount(1);
    connect(&m_taking, &QFutureWatcherBase::finished, this, &RunExport::write);
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] { end(m_writing.result()); });
    connect(&session, &Session::projectClosing, this, [this] { m_taking.waitForFinished(); });
}

RunExport::~RunExport() {
    m_stop = true;
    m_thread.waitForDone();
}

QString RunExport::whyNot(const std::vector<const RunRecord*>& runs) const {
    if (m_isBusy)
        return tr("A run is being exported: wait until it is written.");
    if (runs.size() != 1)
        return tr("One run at a time is exported: select one.");
    const RunRecord& run = *runs.front();
    if (run.hasTuning)
        return {};
    const QString why = inWindowWords(whyNoTuning(run.id, run.result.status));
    return run.result.status == Status::Done ? why : tr("%1 Select one that is done.").arg(why);
}

void RunExport::ask(const RunRecord& run) {
    if (!m_session.requireAgreement())
        return;
    auto* dialog =
        makeFolderDialog(&m_page, tr("Export Trained Run"),
                         {{"adapterhub", tr("AdapterHub adapter (adapter_config.json)"), "my-adapter"},
                          {"peft", tr("PEFT adapter (adapter_config.json)"), "my-peft-adapter"},
                          {"merged", tr("Model with the run merged into its base (config.json)"), "my-model"}},
                         [this, id = run.id](const std::string& format, const QString& folder) {
                             m_format = format;
                             m_folder = folder;
                             writeIfAgreed(&m_page, folder, filesReplaced(format, folder.toStdString()),
                                           [this, id](bool overwrite) { take(id, overwrite); });
                         });
    dialog->setObjectName("exportRunDialog");
    dialog->open();
}

/// What happens in the other thread.
template <typename Action>
RunExport::Outcome RunExport::outcomeOf(Action action) {
    Outcome outcome;
    try {
        action(outcome);
    } catch (const std::exception&) {
        outcome.fault = currentFault(tr("Exporting the run").toStdString()).sentence();
    }
    return outcome;
}

void RunExport::take(const std::string& run, bool overwrite) {
    m_overwrite = overwrite;
    m_isBusy = true;
    emit busyChanged();
    m_session.report(Message::Level::Information, tr("Exporting the run into %1…").arg(m_folder), runExportTopic);
    m_taking.setFuture(QtConcurrent::run(&m_thread, [&project = m_session.project(), run] {
        return outcomeOf(
            [&](Outcome& outcome) { outcome.source = std::make_shared<TunedSource>(tunedRun(project, run, {})); });
    }));
}

/// No more of the project is needed, which may be another one by now.
void RunExport::write() {
    const Outcome taken = m_taking.result();
    if (taken.fault) {
        end(taken);
        return;
    }
    m_writing.setFuture(QtConcurrent::run(&m_thread, [this, source = taken.source, format = m_format,
                                                      folder = m_folder.toStdString(), overwrite = m_overwrite] {
        return outcomeOf([&](Outcome& outcome) {
            const auto ask = [this](const std::string& method, const nlohmann::json& params) {
                return callEngine(EngineProgram::local(1), method, params, {}, &m_stop);
            };
            outcome.notes = exportTuned(*source, format, folder, overwrite, ask);
        });
    }));
}

void RunExport::end(const Outcome& outcome) {
    m_isBusy = false;
    emit busyChanged();
    if (outcome.fault) {
        m_session.report(Message::Level::Fault, faultText(*outcome.fault), runExportTopic);
        return;
    }
    QString sentence = tr("The trained run is in %1.").arg(m_folder);
    for (const std::string& note : outcome.notes)
        sentence += ' ' + QString::fromStdString(note);
    m_session.report(outcome.notes.empty() ? Message::Level::Information : Message::Level::Warning, sentence,
                     runExportTopic);
}

}  // namespace adapterscope
