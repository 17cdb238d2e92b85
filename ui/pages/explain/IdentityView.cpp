// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/explain/IdentityView.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

#include "core/experiment/tables/IdentityTable.h"
#include "ui/look/Card.h"
#include "ui/look/NumberText.h"
#include "ui/look/Theme.h"
#include "ui/pages/ExportButton.h"
#include "ui/pages/explain/ViewLayout.h"
#include "ui/plots/Export.h"
#include "ui/plots/IdentityPlot.h"
#include "ui/widgets/Chooser.h"

namespace adapterscope {

IdentityView::IdentityView(Session& session, QWidget* parent)
    : QWidget(parent),
      m_chooser(makeChooser("identityDesign", tr("Design"), tr("Design whose distance from identity is shown"))),
      m_seeds(makeChooser("identityRun", tr("Run"), tr("The run that is drawn thick, or the mean of all"))),
      m_remark(new ToneLabel(theme::quietText)),
      m_plot(new IdentityPlot),
      m_slider(new QSlider(Qt::Horizontal)),
      m_step(new QLabel),
      m_export(new ExportButton(
          session, {tr("Distance as %1\u2026"), "identity", tr("Distance as CSV\u2026"), "identity"},
          [this](const std::filesystem::path& file, const ExportOptions& options) { exportTo(file, options); }, this)) {
    m_remark->setObjectName("identityRemark");
    m_export->setObjectName("exportIdentity");
    m_slider->setObjectName("identityStep");
    m_slider->setAccessibleName(tr("Training step"));
    m_slider->setToolTip(
        tr("Step of the training whose distances are shown by layer; the distances are measured at "
           "every evaluation"));
    m_slider->setPageStep(1);
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_step->setObjectName("identityStepText");
    m_step->setMinimumWidth(fontMetrics().horizontalAdvance(tr("step %1 of %2").arg("00,000", "00,000")));
    auto* steps = new QHBoxLayout;
    steps->addWidget(m_slider, 1);
    steps->addWidget(m_step);
    layOut(this, {m_chooser, m_seeds, m_export}, m_remark, m_plot)->addLayout(steps);
    connect(m_chooser, &QComboBox::activated, this, [this](int index) {
        m_run.clear();
        want(m_designs[static_cast<std::size_t>(index)].design.key);
    });
    connect(m_seeds, &QComboBox::currentIndexChanged, this, [this] {
        m_run = m_seeds->currentData().toString();
        m_figure.chosen = m_seeds->currentIndex() - 1;
        fillSteps(m_figure.step);
        showFigure();
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        m_figure.step = m_figure.steps()[static_cast<std::size_t>(value)];
        showFigure();
    });
    connect(m_plot, &IdentityPlot::stepChosen, this, [this](qlonglong step) {
        fillSteps(step);
        showFigure();
    });
    connect(m_plot, &IdentityPlot::seedChosen, m_seeds, [this](int seed) { m_seeds->setCurrentIndex(seed + 1); });
}

QList<QAction*> IdentityView::fileActions() const {
    return m_export->fileActions();
}

void IdentityView::want(const std::string& design) {
    m_wanted = design;
    emit designWanted();
}

void IdentityView::showDesignOf(const QString& run, bool mean) {
    for (const ExplainData::Design& each : m_designs)
        if (std::find(each.design.runs.begin(), each.design.runs.end(), run.toStdString()) != each.design.runs.end()) {
            m_run = mean ? QString() : run;
            want(each.design.key);
        }
}

void IdentityView::setData(std::vector<ExplainData::Design> designs, const IdentityFigure& figure) {
    const bool same = figure.course.key == m_figure.course.key;
    const std::vector<std::int64_t> before = m_figure.steps();
    const bool wasAtEnd = before.empty() || m_figure.step == before.back();
    const std::int64_t step = same && !wasAtEnd ? m_figure.step : figure.step;
    m_designs = std::move(designs);
    m_figure = figure;
    // What is shown stays, chosen or not, as long as it exists: better runs that come later do not replace it.
    const bool wantedIsThere = std::any_of(m_designs.begin(), m_designs.end(), [this](const ExplainData::Design& each) {
        return each.design.key == m_wanted;
    });
    if (!wantedIsThere)
        m_wanted = figure.empty() ? std::string() : figure.course.key;
    ChooserItems items;
    for (const ExplainData::Design& each : m_designs)
        items.add(each.text, QString::fromStdString(each.design.key));
    refill(*m_chooser, items, QString::fromStdString(m_figure.course.key));
    fillSeeds();
    const std::vector<std::int64_t> steps = m_figure.steps();
    fillSteps(same && !wasAtEnd ? step : steps.empty() ? 0 : steps.back());
    showFigure();
}

void IdentityView::fillSeeds() {
    ChooserItems items;
    items.add(tr("Mean"), {});
    for (const IdentityCourse::Seed& seed : m_figure.course.seeds)
        items.add(tr("Seed %1").arg(seed.seed), QString::fromStdString(seed.run));
    refill(*m_seeds, items, m_run);
    m_figure.chosen = m_seeds->currentIndex() - 1;
}

void IdentityView::fillSteps(std::int64_t step) {
    const QSignalBlocker quiet(m_slider);
    const std::vector<std::int64_t> steps = m_figure.steps();
    m_slider->setEnabled(steps.size() > 1);
    m_slider->setRange(0, std::max(0, static_cast<int>(steps.size()) - 1));
    if (steps.empty())
        return;
    // The last one not beyond it: another seed may have been trained less far.
    const auto above = std::upper_bound(steps.begin(), steps.end(), step);
    const auto index = std::max<std::ptrdiff_t>(0, above - steps.begin() - 1);
    m_slider->setValue(static_cast<int>(index));
    m_figure.step = steps[static_cast<std::size_t>(index)];
}

QString IdentityView::remark() const {
    const IdentityCourse& course = m_figure.course;
    if (course.unmeasured > 0)
        return tr("%1 run(s) of this design was/were trained before the distance from identity was measured; train in "
                  "a new project to see it.",
                  nullptr, plural(course.unmeasured))
            .arg(withSeparators(course.unmeasured));
    if (m_figure.empty() && !m_designs.empty())
        return tr("No run of this design has been evaluated yet.");
    return {};
}

void IdentityView::showFigure() {
    const std::vector<std::int64_t> steps = m_figure.steps();
    m_step->setText(steps.empty()
                        ? QString()
                        : tr("step %1 of %2").arg(withSeparators(m_figure.step), withSeparators(steps.back())));
    m_remark->setText(remark());
    m_remark->setVisible(!m_remark->text().isEmpty());
    m_plot->setFigure(m_figure);
}

void IdentityView::exportTo(const std::filesystem::path& file, ExportOptions options) {
    options.height = identityFigureHeight;
    const RunSpec& spec = m_figure.course.spec;
    options.title =
        tr("Distance from identity, %1")
            .arg(QString::fromStdString(m_figure.design + " \u00b7 ") + taskOnBase(spec.taskName, spec.base));
    exportFigureOrTable(
        file, options, [this] { return toCsv(identityTable(m_figure.course)); },
        [&](QCustomPlot& paper) { IdentityChart(paper).draw(m_figure, exportColours(options.dark)); });
}

}  // namespace adapterscope
