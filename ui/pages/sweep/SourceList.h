// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QListWidget;
class QListWidgetItem;

namespace adapterscope {

class OfferButton;

/// Names with check boxes: the available ones, and the person's own files or folders.
class SourceList : public QWidget {
    Q_OBJECT

public:
    enum class Takes { Folders, FilesAndFolders };
    SourceList(const QString& objectName, const QString& title, Takes takes, QWidget* parent = nullptr);

    /// Adds to what is always offered. Other entries disappear with the next setChecked() that does not name them.
    void addNames(const QStringList& names);
    /// Checks one of them, as the person would.
    void choose(const QString& name);
    /// A button below, for something that the list could have in addition; an empty text hides it.
    void setOffer(const QString& text, const QString& tip = {});
    void setChecked(const QStringList& names);
    QStringList checked() const;
    /// Words after the name, such as how it is read.
    void setRemark(const QString& name, const QString& remark);

signals:
    void changed();
    /// The person chose that one: a file or folder of their own, or one that is always offered. Comes before changed().
    void named(const QString& name);
    /// The person asked to specify how that one is read.
    void optionsRequested(const QString& name);
    void offerTaken();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showRows();
    QListWidgetItem* itemOf(const QString& name) const;
    void offer(const QString& name, bool isChecked);
    void browse(bool folder);
    void requestOptions();

    QString m_title;
    QStringList m_names;  ///< what is always offered, and what the person added
    QListWidget* m_list;
    OfferButton* m_offer;
};

}  // namespace adapterscope
