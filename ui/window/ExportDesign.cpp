// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ExportDesign.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "core/common/Error.h"
#include "core/exchange/ConfigFile.h"
#include "core/exchange/ExportFolder.h"
#include "ui/session/Session.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FileDialog.h"

namespace adapterscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ExportDesign", text);
}

/// By the names that exportConfig has for them.
std::vector<FolderFormat> formats() {
    return {{"json", tr("AdapterScope design (design.json)"), "my-design"},
            {"adapterhub", tr("AdapterHub config (adapter_config.json)"), "my-adapter"},
            {"peft", tr("PEFT config (adapter_config.json)"), "my-peft-adapter"}};
}

void write(Session& session, const QString& folder, const NamedConfig& design, bool overwrite) {
    const auto& [name, config] = design;
    const auto file = writeConfig(folder.toStdString(), name, config.json, overwrite);
    QString sentence = tr("The design is in %1.").arg(QString::fromStdString(file.string()));
    for (const Sentence& note : config.notes)
        sentence += ' ' + inWindowWords(note);
    const auto level = config.notes.empty() ? Message::Level::Information : Message::Level::Warning;
    session.report(level, sentence);
}

template <typename Action>
void reportingFaults(Session& session, Action action) {
    try {
        action();
    } catch (const Error& error) {
        session.report(Message::Level::Fault, faultText(error.sentence()));
    }
}

}  // namespace

void exportDesign(Session& session, QWidget* window) {
    if (!session.baseConfig()) {
        session.report(Message::Level::Fault,
                       tr("A design is exported for a base: first choose one that can be read."));
        return;
    }
    if (!session.requireDesign())
        return;
    const auto chosen = [&session, window](const std::string& format, const QString& folder) {
        reportingFaults(session, [&] {
            const NamedConfig design =
                exportConfig(format, session.design(), *session.baseConfig(), session.choice().base);
            writeIfAgreed(window, folder, filesThere(folder.toStdString(), {design.fileName}),
                          [=, &session](bool overwrite) {
                              reportingFaults(session, [&] { write(session, folder, design, overwrite); });
                          });
        });
    };
    auto* dialog = makeFolderDialog(window, tr("Export Design"), formats(), chosen);
    dialog->setObjectName("exportDialog");
    dialog->open();
}

}  // namespace adapterscope
