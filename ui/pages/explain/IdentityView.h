// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

#include "ui/pages/explain/ExplainData.h"
#include "ui/plots/Export.h"
#include "ui/session/Session.h"

class QComboBox;
class QLabel;
class QSlider;

namespace adapterscope {

class ExportButton;
class IdentityPlot;
class ToneLabel;

/// How far training takes a design's adapters from the identity: which design and seed, the figure, the step.
class IdentityView : public QWidget {
    Q_OBJECT

public:
    explicit IdentityView(Session& session, QWidget* parent = nullptr);

    /// Keeps seed and step if they still exist; a course shown at its last step follows the end.
    void setData(std::vector<ExplainData::Design> designs, const IdentityFigure& figure);
    /// The key of the design to show: the one that the person chose, or that is already shown; empty at
    /// first.
    std::string wantedDesign() const { return m_wanted; }
    /// Shows that run's design with the run emphasised, or the mean of its seeds.
    void showDesignOf(const QString& run, bool mean);
    /// The figure as it is shown, black on white, or its numbers, depending on the file's extension. Throws Error.
    void exportTo(const std::filesystem::path& file, ExportOptions options = {});
    QList<QAction*> fileActions() const;

signals:
    /// wantedDesign() has changed.
    void designWanted();

private:
    void want(const std::string& design);
    void fillSeeds();
    void fillSteps(std::int64_t step);
    void showFigure();
    QString remark() const;

    std::vector<ExplainData::Design> m_designs;
    IdentityFigure m_figure;
    std::string m_wanted;
    QString m_run;  ///< whose seed is emphasised, empty for the mean
    QComboBox *m_chooser, *m_seeds;
    ToneLabel* m_remark;
    IdentityPlot* m_plot;
    QSlider* m_slider;
    QLabel* m_step;
    ExportButton* m_export;
};

}  // namespace adapterscope
