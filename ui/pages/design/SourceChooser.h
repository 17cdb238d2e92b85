// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QToolButton;

namespace adapterscope {

class FindingLabel;
class OfferButton;
class RemarkLabel;
class ToneLabel;

/// Chooses where something comes from: a known name from the list, or a file or folder typed, browsed for, or dropped
/// here. Below it are facts and remarks about the choice, or what is wrong with it.
class SourceChooser : public QWidget {
    Q_OBJECT

public:
    enum class Takes { Folders, FilesAndFolders };
    SourceChooser(const QString& objectName, const QString& title, Takes takes, QWidget* parent = nullptr);

    /// Where its label's Alt letter leads. (Not a focus proxy: the Tab key would lead from the owner to it again.)
    QComboBox* control() const { return m_box; }
    void setNames(const QStringList& names);
    /// Shows a choice without a signal.
    void display(const QString& source);
    void setInformation(const QString& text, const QString& tip = {});
    void setRemarks(const QStringList& remarks);
    void setFault(const QString& sentence);
    /// A button below, for something that the list could have in addition; an empty text hides it.
    void setOffer(const QString& text, const QString& tip = {});

signals:
    void chosen(const QString& source);
    /// The person asked to specify how the file is read.
    void optionsRequested();
    void offerTaken();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void choose(const QString& source);
    void browse(bool folder);

    QString m_title, m_source;
    QComboBox* m_box;
    QToolButton* m_browse;
    OfferButton* m_offer;
    ToneLabel* m_information;
    RemarkLabel* m_remarks;
    FindingLabel* m_fault;
};

}  // namespace adapterscope
