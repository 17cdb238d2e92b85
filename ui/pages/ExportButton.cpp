// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ExportButton.h"

#include <QActionGroup>
#include <QMenu>

#include "ui/session/Message.h"
#include "ui/widgets/FileDialog.h"

namespace adapterscope {

ExportButton::ExportButton(Session& session, Texts texts, Write write, QWidget* parent)
    : QToolButton(parent), m_session(session), m_texts(std::move(texts)), m_write(std::move(write)) {
    setText(tr("Export"));
    setPopupMode(QToolButton::InstantPopup);
    setToolTip(tr("Write the figure or its numbers into a file"));
    auto* menu = new QMenu(this);
    setMenu(menu);
    const auto add = [&](const QString& text, const QString& ending) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, [this, ending] { ask(ending); });
        menu->addAction(action);
        m_actions << action;
    };
    add(m_texts.figure.arg(tr("PDF")), "pdf");
    add(m_texts.figure.arg(tr("PNG")), "png");
    add(m_texts.figure.arg(tr("SVG")), "svg");
    addResolutions(menu->addMenu(tr("PNG &Resolution")));
    addColours(menu->addMenu(tr("Co&lours of the Figure")));
    menu->addSeparator();
    add(m_texts.table, "csv");
}

void ExportButton::addResolutions(QMenu* menu) {
    auto* group = new QActionGroup(menu);
    for (const int value : {150, 300, 600}) {
        QAction* action = menu->addAction(tr("%1 dpi").arg(value));
        action->setCheckable(true);
        action->setChecked(value == m_options.dpi);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, value] { m_options.dpi = value; });
    }
}

void ExportButton::addColours(QMenu* menu) {
    auto* group = new QActionGroup(menu);
    for (const bool dark : {false, true}) {
        QAction* action = menu->addAction(dark ? tr("&Dark") : tr("&Light"));
        action->setObjectName(dark ? "exportDark" : "exportLight");
        action->setCheckable(true);
        action->setChecked(dark == m_options.dark);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, dark] { m_options.dark = dark; });
    }
}

void ExportButton::ask(const QString& ending) {
    const QString name = ending == "csv" ? m_texts.tableName : m_texts.figureName;
    const QString project = QString::fromStdString(m_session.project().file().stem().string());
    auto* dialog = makeFileDialog(parentWidget(), tr("Export"), tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
    dialog->setObjectName("exportFigureDialog");
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(QStringLiteral("%1-%2.%3").arg(project, name, ending));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        try {
            m_write(file.toStdString(), m_options);
            m_session.report(Message::Level::Information, tr("Wrote %1.").arg(file));
        } catch (const std::exception&) {
            m_session.report(Message::Level::Fault, faultSentence(tr("Writing the file")));
        }
    });
    dialog->open();
}

}  // namespace adapterscope
