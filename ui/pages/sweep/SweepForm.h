// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/pages/sweep/SweepDraft.h"

class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QSpinBox;

namespace adapterscope {

class SourceList;
class TrainingBox;

/// The axes of a sweep: designs, bases, tasks, learning rates, seeds, and how each run is trained.
class SweepForm : public QWidget {
    Q_OBJECT

public:
    explicit SweepForm(QWidget* parent = nullptr);

    void display(const SweepDraft& draft);
    SweepDraft draft() const;
    /// Adds a line for each to the designs, unless it is there.
    void addDesigns(const QStringList& designs);
    /// Bases and tasks that are always offered.
    void addBases(const QStringList& names);
    void addTasks(const QStringList& names);
    void chooseBase(const QString& name);
    /// A button below the bases for one that could be fetched; an empty text hides it.
    void setBaseOffer(const QString& text, const QString& tip = {});

signals:
    void changed();
    /// The person added a base or task to the lists, or ticked one that is always offered.
    void placesNamed(const std::vector<std::string>& places);
    /// The person asked to add the Design page's design to the designs.
    void currentDesignWanted();
    /// The person took up the offer below the bases.
    void baseOfferTaken();

protected:
    void changeEvent(QEvent* event) override;

private:
    void sizeDesigns();
    QWidget* designsPart();
    void fillPresets(QMenu* menu);
    /// The task of that name, with what is known about how to read it.
    TaskSource sourceOf(const QString& name) const;
    void askForTaskOptions(const QString& name);

    QPlainTextEdit* m_designs;
    SourceList *m_bases, *m_tasks;
    QLineEdit* m_rates;
    QSpinBox *m_seeds, *m_workers;
    TrainingBox* m_training;
    std::vector<TaskSource> m_known;  ///< tasks that came with columns, splits or files of their own
};

}  // namespace adapterscope
