// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ExportDesign.h"

#include <QCoreApplication>

#include <string>
#include <vector>

#include "core/common/Error.h"
#include "core/exchange/ConfigFile.h"
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

void write(Session& session, const QString& folder, const std::string& format) {
    const auto [name, config] = exportConfig(format, session.design(), *session.baseConfig(), session.choice().base);
    const auto file = writeConfig(folder.toStdString(), name, config.json);
    QString sentence = tr("The design is in %1.").arg(QString::fromStdString(file.string()));
    for (const Sentence& note : config.notes)
        sentence += ' ' + inWindowWords(note);
    const auto level = config.notes.empty() ? Message::Level::Information : Message::Level::Warning;
    session.report(level, sentence);
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
    auto* dialog = makeFolderDialog(window, tr("Export Design"), formats(),
                                    [&session](const std::string& format, const QString& folder) {
                                        try {
                                            write(session, folder, format);
                                        } catch (const Error& error) {
                                            session.report(Message::Level::Fault, faultText(error.sentence()));
                                        }
                                    });
    dialog->setObjectName("exportDialog");
    dialog->open();
}

}  // namespace adapterscope
