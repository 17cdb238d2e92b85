// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SourceList.h"

#include <QEvent>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/look/PlainTip.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FileDialog.h"
#include "ui/widgets/OfferButton.h"

namespace adapterscope {
namespace {

constexpr int mostRows = 8;  // a longer list scrolls
constexpr int remarkedRole = Qt::UserRole + 1;

/// A whole path by its last part. Does not check whether the file exists: somebody else may have named it.
QString shortNameOf(const QString& name) {
    const QString last = name.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty);
    return name.startsWith(QLatin1Char('/')) && !last.isEmpty() ? last : name;
}

}  // namespace

SourceList::SourceList(const QString& objectName, const QString& title, Takes takes, QWidget* parent)
    : QWidget(parent), m_title(title), m_list(new QListWidget), m_offer(new OfferButton(objectName + "Offer")) {
    m_list->setObjectName(objectName);
    m_list->setAccessibleName(title);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSpacing(2);
    m_list->setTextElideMode(Qt::ElideMiddle);
    auto* add = new QToolButton;
    add->setText(tr("Add\u2026"));
    add->setAccessibleName(tr("Add to %1").arg(title));
    if (takes == Takes::Folders) {
        add->setToolTip(tr("Add a model folder (config.json, model.safetensors, vocab.txt)"));
        connect(add, &QToolButton::clicked, this, [this] { browse(true); });
    } else {
        add->setToolTip(tr("Add a table of your own, or a folder with train, dev and test files"));
        add->setPopupMode(QToolButton::InstantPopup);
        auto* menu = new QMenu(add);
        menu->addAction(tr("&File\u2026"), this, [this] { browse(false); });
        menu->addAction(tr("F&older\u2026"), this, [this] { browse(true); });
        menu->addSeparator();
        QAction* options = menu->addAction(WindowPhrasing::taskOptionsEntry(), this, &SourceList::requestOptions);
        options->setObjectName(objectName + "Options");
        connect(menu, &QMenu::aboutToShow, this, [this, options] { options->setEnabled(m_list->currentItem()); });
        add->setMenu(menu);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list);
    layout->addWidget(add, 0, Qt::AlignLeft);
    layout->addWidget(m_offer, 0, Qt::AlignLeft);
    connect(m_offer, &QToolButton::clicked, this, &SourceList::offerTaken);
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        const QString name = item->data(Qt::UserRole).toString();
        if (item->checkState() == Qt::Checked && m_names.contains(name))
            emit named(name);
        emit changed();
    });
}

QListWidgetItem* SourceList::itemOf(const QString& name) const {
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(Qt::UserRole).toString() == name)
            return m_list->item(row);
    return nullptr;
}

void SourceList::offer(const QString& name, bool isChecked) {
    const QSignalBlocker blocker(m_list);
    QListWidgetItem* item = itemOf(name);
    if (!item) {
        item = new QListWidgetItem(shortNameOf(name), m_list);
        item->setData(Qt::UserRole, name);
        item->setToolTip(plainTip(name));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    if (isChecked)
        item->setCheckState(Qt::Checked);
    showRows();
}

/// All rows of a short list are visible.
void SourceList::showRows() {
    const int rows = std::min(m_list->count(), mostRows);
    m_list->setFixedHeight(rows * (m_list->sizeHintForRow(0) + 2 * m_list->spacing()) + 2 * m_list->frameWidth());
}

void SourceList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        showRows();
}

void SourceList::addNames(const QStringList& names) {
    m_names << names;
    m_names.removeDuplicates();
    for (const QString& name : names)
        offer(name, false);
}

void SourceList::choose(const QString& name) {
    if (QListWidgetItem* item = itemOf(name))
        item->setCheckState(Qt::Checked);
}

void SourceList::setOffer(const QString& text, const QString& tip) {
    m_offer->setOffer(text, tip);
}

void SourceList::setChecked(const QStringList& names) {
    {
        const QSignalBlocker blocker(m_list);
        for (int row = m_list->count() - 1; row >= 0; --row) {
            const QString name = m_list->item(row)->data(Qt::UserRole).toString();
            m_list->item(row)->setCheckState(Qt::Unchecked);
            setRemark(name, {});
            if (!m_names.contains(name))
                delete m_list->takeItem(row);
        }
    }
    for (const QString& name : names)
        offer(name, true);
}

QStringList SourceList::checked() const {
    QStringList names;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            names << m_list->item(row)->data(Qt::UserRole).toString();
    return names;
}

void SourceList::setRemark(const QString& name, const QString& remark) {
    const QSignalBlocker blocker(m_list);
    if (QListWidgetItem* item = itemOf(name)) {
        item->setText(remark.isEmpty() ? shortNameOf(name) : tr("%1, %2").arg(shortNameOf(name), remark));
        item->setToolTip(plainTip(remark.isEmpty() ? name : name + QLatin1Char('\n') + remark));
        item->setData(remarkedRole, !remark.isEmpty());
    }
    bool isRemarked = false;
    for (int row = 0; row < m_list->count(); ++row)
        isRemarked = isRemarked || m_list->item(row)->data(remarkedRole).toBool();
    // A name with only the two ends of a remark would mean something else.
    m_list->setTextElideMode(isRemarked ? Qt::ElideRight : Qt::ElideMiddle);
}

void SourceList::requestOptions() {
    QListWidgetItem* item = m_list->currentItem();
    item->setCheckState(Qt::Checked);
    emit optionsRequested(item->data(Qt::UserRole).toString());
}

void SourceList::browse(bool folder) {
    auto* dialog = makeFileDialog(window(), m_title);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& chosen) {
        m_names << chosen;
        offer(chosen, true);
        emit named(chosen);
        emit changed();
    });
    dialog->open();
}

}  // namespace adapterscope
