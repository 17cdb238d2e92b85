// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/SourceChooser.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/look/Breakable.h"
#include "ui/look/Card.h"
#include "ui/look/Glyph.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FileDialog.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/LocalDrop.h"
#include "ui/widgets/OfferButton.h"
#include "ui/widgets/RemarkLabel.h"

namespace adapterscope {

SourceChooser::SourceChooser(const QString& objectName, const QString& title, Takes takes, QWidget* parent)
    : QWidget(parent),
      m_title(title),
      m_box(new QComboBox),
      m_browse(new QToolButton),
      m_offer(new OfferButton(objectName + "Offer")),
      m_information(new ToneLabel(theme::quietText)),
      m_remarks(new RemarkLabel(objectName + "Remarks", title.toLower())),
      m_fault(new FindingLabel) {
    m_box->setObjectName(objectName);
    m_box->setAccessibleName(title);
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->view()->setTextElideMode(Qt::ElideMiddle);
    m_box->lineEdit()->setAcceptDrops(false);  // a dropped file is a choice, not a text
    m_browse->setIcon(glyphIcon(Glyph::Folder));
    m_browse->setAccessibleName(tr("Browse for a %1").arg(title.toLower()));
    m_browse->setToolTip(tr("Browse for a %1 on this machine").arg(title.toLower()));
    m_browse->setObjectName(objectName + "Browse");
    if (takes == Takes::FilesAndFolders) {
        auto* menu = new QMenu(m_browse);
        menu->addAction(tr("&File…"), this, [this] { browse(false); });
        menu->addAction(tr("F&older…"), this, [this] { browse(true); });
        menu->addSeparator();
        menu->addAction(WindowPhrasing::taskOptionsEntry(), this, &SourceChooser::optionsRequested);
        m_browse->setMenu(menu);
        m_browse->setPopupMode(QToolButton::InstantPopup);
    } else {
        connect(m_browse, &QToolButton::clicked, this, [this] { browse(true); });
    }
    m_information->setObjectName(objectName + "Information");
    m_information->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fault->setObjectName(objectName + "Fault");
    connect(m_offer, &QToolButton::clicked, this, &SourceChooser::offerTaken);
    setAcceptDrops(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_box, 1);
    row->addWidget(m_browse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addLayout(row);
    layout->addWidget(m_information);
    layout->addWidget(m_remarks);
    layout->addWidget(m_fault);
    layout->addWidget(m_offer, 0, Qt::AlignLeft);
    connect(m_box, &QComboBox::activated, this, [this] { choose(m_box->currentText()); });
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, [this] { choose(m_box->currentText()); });
}

void SourceChooser::setNames(const QStringList& names) {
    const QSignalBlocker quiet(m_box);
    m_box->clear();
    m_box->addItems(names);
    display(m_source);
}

void SourceChooser::display(const QString& source) {
    const QSignalBlocker quiet(m_box);
    m_source = source;
    m_box->setCurrentIndex(m_box->findText(source));
    m_box->setEditText(source);
    m_box->lineEdit()->end(false);  // of a long path the end is in view, which names the file
    m_box->setToolTip(plainTip(source));
}

void SourceChooser::setInformation(const QString& text, const QString& tip) {
    m_information->setText(breakable(text));
    m_information->setToolTip(tip);
    m_information->setVisible(!text.isEmpty());
}

void SourceChooser::setRemarks(const QStringList& remarks) {
    m_remarks->setRemarks(remarks);
}

void SourceChooser::setFault(const QString& sentence) {
    m_fault->setFindings(sentence.isEmpty() ? std::vector<Finding>()
                                            : std::vector<Finding>{{true, {}, sentence.toStdString()}});
}

void SourceChooser::setOffer(const QString& text, const QString& tip) {
    m_offer->setOffer(text, tip);
}

void SourceChooser::choose(const QString& source) {
    const QString trimmed = source.trimmed();
    if (trimmed.isEmpty())
        display(m_source);
    else if (trimmed != m_source)
        emit chosen(trimmed);
}

void SourceChooser::browse(bool folder) {
    auto* dialog = makeFileDialog(window(), (folder ? tr("Choose a %1 Folder") : tr("Choose a %1 File")).arg(m_title));
    dialog->setObjectName(m_box->objectName() + "Dialog");
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SourceChooser::choose);
    dialog->open();
}

void SourceChooser::dragEnterEvent(QDragEnterEvent* event) {
    acceptLocalFile(*event);
}

void SourceChooser::dropEvent(QDropEvent* event) {
    choose(takeLocalFile(*event));
}

}  // namespace adapterscope
