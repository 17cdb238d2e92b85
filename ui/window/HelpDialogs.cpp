// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HelpDialogs.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/look/TextSize.h"

namespace adapterscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("HelpDialogs", text);
}

QString withoutMnemonic(QString text) {
    return text.remove('&');
}

void addActions(QTableWidget* table, const QMenu* menu) {
    for (const QAction* action : menu->actions()) {
        if (action->shortcut().isEmpty())
            continue;
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(withoutMnemonic(menu->title())));
        table->setItem(row, 1, new QTableWidgetItem(withoutMnemonic(action->text())));
        table->setItem(row, 2,
                       new QTableWidgetItem(QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)));
    }
}

void addKeys(QTableWidget* table, const QString& where, const QString& what, const QString& keys) {
    const int row = table->rowCount();
    table->insertRow(row);
    table->setItem(row, 0, new QTableWidgetItem(where));
    table->setItem(row, 1, new QTableWidgetItem(what));
    table->setItem(row, 2, new QTableWidgetItem(keys));
}

}  // namespace

void showAbout(QWidget* window) {
    auto* box = new QMessageBox(window);
    box->setObjectName("aboutDialog");
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About AdapterScope"));
    box->setIconPixmap(QApplication::windowIcon().pixmap(64));
    box->setText(tr("<h3>AdapterScope %1</h3><p>See what every trained parameter buys: design adapters for a frozen "
                    "encoder, train "
                    "them, compare accuracy with the number of trained parameters.</p>")
                     .arg(QApplication::applicationVersion()));
    box->setInformativeText(
        tr("After Houlsby et al., Parameter-Efficient Transfer Learning for NLP, 2019.\n\nFree software under the GNU "
           "General Public License, version 3 or later. Plots by QCustomPlot."));
    box->open();
}

void showShortcuts(QMenuBar* menus, QWidget* window) {
    auto* dialog = new QDialog(window);
    dialog->setObjectName("shortcutsDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard Shortcuts"));
    auto* table = new QTableWidget(0, 3);
    table->setHorizontalHeaderLabels({tr("Where"), tr("What"), tr("Keys")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    for (const QAction* top : menus->actions())
        if (top->menu())
            addActions(table, top->menu());
    addKeys(table, tr("Layer map"), tr("Move; switch a layer or a site; all; none"), tr("Arrows; Space; A; N"));
    addKeys(table, tr("Layer drawing"), tr("Move; switch the part"), tr("Up, Down; Space"));
    addKeys(table, tr("Sliders"), tr("One step; a factor of two or a decade"), tr("Arrows; Page Up, Page Down"));
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(table);
    layout->addWidget(buttons);
    const QSize wanted(textsize::scaled(*dialog, 620), textsize::scaled(*dialog, 520));
    dialog->resize(wanted.boundedTo(window->screen()->availableSize() * 0.9));
    dialog->open();
}

}  // namespace adapterscope
