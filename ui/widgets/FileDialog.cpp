// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FileDialog.h"

#include <QFileIconProvider>

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

}  // namespace adapterscope
