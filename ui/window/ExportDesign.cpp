// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ExportDesign.h"

#include <QCoreApplication>
#include <QFileInfo>

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

/// As exportConfig calls it.
struct Format {
    std::string name;
    QString filter;
    const char* file;
};

std::vector<Format> formats() {
    return {{"json", tr("AdapterScope design (*.json)"), "design.json"},
            {"adapterhub", tr("AdapterHub config (adapter_config.json)"), "adapter_config.json"},
            {"peft", tr("PEFT config (adapter_config.json)"), "adapter_config.json"}};
}

Format formatOf(const QString& filter) {
    for (const Format& format : formats())
        if (format.filter == filter)
            return format;
    return formats().front();
}

void write(Session& session, const QString& file, const std::string& format) {
    const QFileInfo info(file);
    const auto [name, config] = exportConfig(format, session.design(), *session.baseConfig(), session.choice().base);
    writeConfig(info.absolutePath().toStdString(), info.fileName().toStdString(), config.json, true);
    QString sentence = tr("The design is in %1.").arg(file);
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
    if (const QString fault = session.designFault(); !fault.isEmpty()) {
        session.report(Message::Level::Fault, fault);
        return;
    }
    auto* dialog = makeFileDialog(window, tr("Export Design"));
    dialog->setObjectName("exportDialog");
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const Format& format : formats())
        filters << format.filter;
    dialog->setNameFilters(filters);
    dialog->selectFile(formats().front().file);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog](const QString& filter) { dialog->selectFile(formatOf(filter).file); });
    QObject::connect(dialog, &QFileDialog::fileSelected, &session, [&session, dialog](const QString& file) {
        try {
            write(session, file, formatOf(dialog->selectedNameFilter()).name);
        } catch (const Error& error) {
            session.report(Message::Level::Fault, faultText(error.sentence()));
        }
    });
    dialog->open();
}

}  // namespace adapterscope
