// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/explain/SigmaView.h"

#include <QToolButton>
#include <QWhatsThis>

#include "core/experiment/tables/IdentityTable.h"
#include "ui/look/Card.h"
#include "ui/look/Glyph.h"
#include "ui/look/NumberText.h"
#include "ui/look/Theme.h"
#include "ui/pages/ExportButton.h"
#include "ui/pages/explain/ExplainData.h"
#include "ui/pages/explain/SigmaSetup.h"
#include "ui/pages/explain/ViewLayout.h"
#include "ui/plots/Export.h"
#include "ui/plots/SigmaPlot.h"
#include "ui/widgets/Chooser.h"

namespace adapterscope {

SigmaView::SigmaView(Session& session, QWidget* parent)
    : QWidget(parent),
      m_chooser(makeChooser("sigmaChooser", tr("Sigma sweep"),
                            tr("Design, task and base whose runs differ in sigma, skip and seed only"))),
      m_remark(new ToneLabel(theme::quietText)),
      m_plot(new SigmaPlot),
      m_export(new ExportButton(
          session, {tr("Sigma Sweep as %1\u2026"), "sigma", tr("Sigma Sweep as CSV\u2026"), "sigma"},
          [this](const std::filesystem::path& file, const ExportOptions& options) { exportTo(file, options); }, this)) {
    m_remark->setObjectName("sigmaRemark");
    m_export->setObjectName("exportSigma");
    auto* more = new QToolButton;
    more->setObjectName("newSigmaSweep");
    more->setText(tr("New Sweep\u2026"));
    more->setToolTip(
        tr("Train this design from other sigmas, without the skip connection, or on another base and task"));
    auto* about = new QToolButton;
    about->setObjectName("aboutExplain");
    about->setIcon(glyphIcon(Glyph::Information));
    about->setAutoRaise(true);
    about->setAccessibleName(tr("What is this page?"));
    about->setToolTip(tr("What is this page?"));
    about->setWhatsThis(SigmaSetup::introduction());
    connect(about, &QToolButton::clicked, this, [about] {
        QWhatsThis::showText(about->mapToGlobal(about->rect().bottomLeft()), about->whatsThis(), about);
    });
    layOut(this, {m_chooser, more, about, m_export}, m_remark, m_plot);
    connect(m_chooser, &QComboBox::activated, this, &SigmaView::showFigure);
    connect(m_plot, &SigmaPlot::pointChosen, this, &SigmaView::pointChosen);
    connect(more, &QToolButton::clicked, this, &SigmaView::setupWanted);
}

QList<QAction*> SigmaView::fileActions() const {
    return m_export->fileActions();
}

void SigmaView::setFigures(std::vector<SigmaFigure> figures) {
    m_figures = std::move(figures);
    std::vector<const RunSpec*> specs;
    std::vector<std::string> labels;
    for (const SigmaFigure& figure : m_figures) {
        specs.push_back(&figure.sweep.spec);
        labels.push_back(figure.design);
    }
    ChooserItems items{listTexts(specs, labels), {}};
    for (const SigmaFigure& figure : m_figures)
        items.keys << QString::fromStdString(figure.sweep.key);
    refill(*m_chooser, items, m_chooser->currentData().toString());
    showFigure();
}

QString SigmaView::remark(const SigmaFigure& figure) const {
    if (figure.empty())
        return tr("Nothing here was trained from several sigmas yet: New Sweep… trains such a sweep.");
    const SigmaSweep& sweep = figure.sweep;
    if (sweep.unmeasured > 0)
        return tr("%1 run(s) was/were trained before the distance from identity was measured; train in a new project "
                  "to see it.",
                  nullptr, plural(sweep.unmeasured))
            .arg(withSeparators(sweep.unmeasured));
    if (sweep.sigmas().size() == 1)
        return tr("This design was trained from one sigma only; a new sweep shows the others.");
    return {};
}

const SigmaFigure* SigmaView::shown() const {
    const int index = m_chooser->currentIndex();
    return index < 0 ? nullptr : &m_figures[static_cast<std::size_t>(index)];
}

void SigmaView::showFigure() {
    const SigmaFigure figure = shown() ? *shown() : SigmaFigure{};
    m_plot->setFigure(figure);
    m_remark->setText(remark(figure));
    m_remark->setVisible(!m_remark->text().isEmpty());
}

void SigmaView::exportTo(const std::filesystem::path& file, ExportOptions options) {
    options.height = sigmaFigureHeight;
    const SigmaFigure& figure = m_plot->figure();
    options.title = tr("Sigma sweep of %1").arg(QString::fromStdString(figure.design + " \u00b7 " + figure.scope));
    exportFigureOrTable(
        file, options, [&] { return toCsv(sigmaTable(figure.sweep)); },
        [&](QCustomPlot& paper) { SigmaChart(paper).draw(figure, exportColours(options.dark)); });
}

}  // namespace adapterscope
