// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FileDialog.h"

#include <QDialogButtonBox>
#include <QFileIconProvider>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

#include "core/common/Text.h"

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

/// Takes a folder that exists if its name is typed; Qt's own dialog would only enter it.
class FolderDialog : public QFileDialog {
public:
    FolderDialog(QWidget* parent, const QString& title)
        : QFileDialog(parent, title), m_name(findChild<QLineEdit*>("fileNameEdit")) {
        setAcceptMode(AcceptSave);
        if (!m_name)
            return;  // a desktop's own dialog
        // Qt calls the button Open for a folder, and turns it off for the one that is shown.
        for (auto changed : {&QFileDialog::currentChanged, &QFileDialog::directoryEntered})
            connect(this, changed, this, &FolderDialog::offerSave);
        connect(m_name, &QLineEdit::textChanged, this, &FolderDialog::offerSave);
    }

protected:
    void accept() override {
        const QString folder = selectedFiles().value(0);
        if (!isNamed() || !QFileInfo(folder).isDir())
            return QFileDialog::accept();
        emit fileSelected(folder);
        done(Accepted);
    }

private:
    bool isNamed() const { return m_name && !m_name->text().isEmpty() && m_name->text() != ".."; }
    void offerSave() {
        QPushButton* save = findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
        if (!isNamed() || !save)
            return;
        save->setText(QFileDialog::tr("&Save"));
        save->setEnabled(true);
    }

    QLineEdit* m_name;
};

QFileDialog* prepared(QFileDialog* dialog) {
    static PlainIcons icons;
    dialog->setIconProvider(&icons);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

}  // namespace

QFileDialog* makeFileDialog(QWidget* parent, const QString& title, const QString& filter) {
    return prepared(new QFileDialog(parent, title, {}, filter));
}

QFileDialog* makeFolderDialog(QWidget* parent, const QString& title, const std::vector<FolderFormat>& formats,
                              const std::function<void(const std::string& format, const QString& folder)>& chosen) {
    QFileDialog* dialog = prepared(new FolderDialog(parent, title));
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // no file is overwritten by a folder
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
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [=](const QString& folder) {
        dialog->setDirectory(QFileInfo(folder).absolutePath());
        chosen(formatOf(dialog->selectedNameFilter()).name, folder);
    });
    return dialog;
}

void writeIfAgreed(QWidget* parent, const QString& folder, const std::vector<std::string>& there,
                   const std::function<void(bool overwrite)>& write) {
    if (there.empty())
        return write(false);
    auto* box =
        new QMessageBox(QMessageBox::Question, QMessageBox::tr("Replace Files"),
                        QMessageBox::tr("Replace %1 in %2?").arg(QString::fromStdString(listed(there, "and")), folder),
                        QMessageBox::NoButton, parent);
    box->setObjectName("replaceDialog");
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);  // a name may look like markup
    box->setInformativeText(QMessageBox::tr("Everything else in that folder stays as it is."));
    QPushButton* replace = box->addButton(QMessageBox::tr("&Replace"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    QObject::connect(replace, &QPushButton::clicked, box, [write] { write(true); });
    box->open();
}

}  // namespace adapterscope
