// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

#include "core/experiment/figures/SigmaFigure.h"
#include "ui/plots/Export.h"
#include "ui/session/Session.h"

class QComboBox;

namespace adapterscope {

class ExportButton;
class SigmaPlot;
class ToneLabel;

/// The sigma sweep: the choice, notes on it, the figure.
class SigmaView : public QWidget {
    Q_OBJECT

public:
    explicit SigmaView(Session& session, QWidget* parent = nullptr);

    /// Keeps the shown sweep if it still exists.
    void setFigures(std::vector<SigmaFigure> figures);
    /// Null if there is none.
    const SigmaFigure* shown() const;
    /// The figure, black on white, or its numbers, depending on the file's extension. Throws Error.
    void exportTo(const std::filesystem::path& file, ExportOptions options = {});
    QList<QAction*> fileActions() const;

signals:
    void pointChosen(const QString& run, bool isMean);
    /// The person asked for another sweep.
    void setupWanted();

private:
    void showFigure();
    QString remark(const SigmaFigure& figure) const;

    std::vector<SigmaFigure> m_figures;
    QComboBox* m_chooser;
    ToneLabel* m_remark;
    SigmaPlot* m_plot;
    ExportButton* m_export;
};

}  // namespace adapterscope
