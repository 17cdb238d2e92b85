// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FileDialog.h"

#include <QFileIconProvider>

#include <algorithm>

namespace adapterscope {

namespace {

/// Recognises files by their names alone.
class PlainIcons : public QFileIconProvider {
public:
    QIcon icon(const QFileInfo& info) const override {
        return QFileIconProvider::icon(info.isDir() ? IconType::Folder : IconType::File);
    }
    QString type(const QFileInfo& info) const override {
        return info.isDir() ? QFileDialog::tr("Folder") : QFileDialog::tr("%1 File").arg(info.suffix());
    }
};

}  // namespace

QFileDialog* makeFileDialog(QWidget* parent, const QString& title, const QString& filter) {
    static PlainIcons icons;
    auto* dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setIconProvider(&icons);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

QFileDialog* makeFolderDialog(QWidget* parent, const QString& title, const std::vector<FolderFormat>& formats,
                              const std::function<void(const std::string& format, const QString& folder)>& chosen) {
    QFileDialog* dialog = makeFileDialog(parent, title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // nothing is overwritten
    dialog->setLabelText(QFileDialog::FileName, QFileDialog::tr("Folder &name:"));
    QStringList filters;
    for (const FolderFormat& format : formats)
        filters << format.filter;
    dialog->setNameFilters(filters);
    dialog->selectFile(formats.front().folder);
    const auto formatOf = [filters, formats](const QString& filter) {
        return formats[static_cast<std::size_t>(std::max<qsizetype>(0, filters.indexOf(filter)))];
    };
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [=](const QString& filter) { dialog->selectFile(formatOf(filter).folder); });
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [=](const QString& folder) { chosen(formatOf(dialog->selectedNameFilter()).name, folder); });
    return dialog;
}

}  // namespace adapterscope
