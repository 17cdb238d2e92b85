// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ExportDesign.h"

#include <QCoreApplication>
#include <QFileInfo>

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

QString hubFilter() {
    return tr("AdapterHub config (adapter_config.json)");
}

void write(Session& session, const QString& file, bool forHub) {
    const QFileInfo info(file);
    const auto [name, config] =
        exportConfig(forHub ? "adapterhub" : "json", session.design(), *session.baseConfig(), session.choice().base);
    writeConfig(info.absolutePath().toStdString(), info.fileName().toStdString(), config.json, true);
    QString sentence = tr("The design is in %1.").arg(file);
    for (const std::string& note : config.notes)
        sentence += ' ' + QString::fromStdString(note);
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
    if (const QString fault = session.designFault(); !fault.isEmpty()) {
        session.report(Message::Level::Fault, fault);
        return;
    }
    auto* dialog = makeFileDialog(window, tr("Export Design"));
    dialog->setObjectName("exportDialog");
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("AdapterScope design (*.json)"), hubFilter()});
    dialog->selectFile("design.json");
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->selectFile(filter == hubFilter() ? "adapter_config.json" : "design.json");
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, &session, [&session, dialog](const QString& file) {
        try {
            write(session, file, dialog->selectedNameFilter() == hubFilter());
        } catch (const Error& error) {
            session.report(Message::Level::Fault, faultText(error.sentence()));
        }
    });
    dialog->open();
}

}  // namespace adapterscope
