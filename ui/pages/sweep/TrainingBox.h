// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/pages/sweep/SweepDraft.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;
class QToolButton;

namespace adapterscope {

/// How every run of a sweep is trained; collapsed until opened.
class TrainingBox : public QWidget {
    Q_OBJECT

public:
    explicit TrainingBox(QWidget* parent = nullptr);

    void display(const SweepDraft& draft);
    /// Writes the box's values into the draft.
    void read(SweepDraft& draft) const;

signals:
    void changed();

private:
    QSpinBox* whole(const char* name, const QString& label, int lowest, int highest, const QString& explanation);
    QDoubleSpinBox* decimal(const char* name, const QString& label, double highest, double step,
                            const QString& explanation);
    QComboBox* choice(const char* name, const QString& label, const QStringList& values, const QString& explanation);
    void addRow(const QString& label, QWidget* widget, const char* name, const QString& explanation);
    void summarise();

    QToolButton* m_fold;
    QWidget* m_body;
    QFormLayout* m_form;
    QSpinBox *m_epochs, *m_batch, *m_rows, *m_evaluations, *m_patience, *m_maxLength, *m_threads;
    QDoubleSpinBox *m_warmup, *m_weightDecay, *m_clip, *m_headDropout;
    QComboBox *m_optimizer, *m_pooling, *m_precision;
    QCheckBox* m_baseDropout;
};

}  // namespace adapterscope
