// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QToolButton;

namespace adapterscope {

class FindingLabel;

/// Remarks on something: the first few, and a button that shows all of them in a dialog if there are more.
class RemarkLabel : public QWidget {
    Q_OBJECT

public:
    /// `about` names the subject in the dialog's title.
    RemarkLabel(const QString& objectName, QString about, QWidget* parent = nullptr);

    /// An empty list hides the label.
    void setRemarks(const QStringList& remarks);
    const QStringList& remarks() const { return m_remarks; }

private:
    void showAll();

    QString m_about;
    QStringList m_remarks;
    FindingLabel* m_first;
    QToolButton* m_all;
};

}  // namespace adapterscope
