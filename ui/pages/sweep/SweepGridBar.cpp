// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepGridBar.h"

#include <QCheckBox>
#include <QSettings>

#include "ui/look/NumberText.h"
#include "ui/models/SweepGridModel.h"
#include "ui/pages/sweep/SweepGridView.h"
#include "ui/widgets/Chooser.h"
#include "ui/widgets/FlowLayout.h"

namespace adapterscope {

namespace {

constexpr auto byScoreKey = "sweep/colourByScore";

QString axisName(const std::string& axis) {
    if (axis == byDesign)
        return SweepGridBar::tr("designs");
    if (axis == bySeed)
        return SweepGridBar::tr("seeds");
    return spaced(axis);
}

}  // namespace

SweepGridBar::SweepGridBar(SweepGridModel& model, SweepGridView& view, QWidget* parent)
    : QWidget(parent),
      m_grid(model),
      m_rows(
          makeChooser("gridRows", tr("Rows of the grid"),
                      tr("What the rows of the grid stand for: designs with all their settings, seeds, or one factor "
                         "that varies. What is neither in rows nor in columns divides the rows into groups; seeds "
                         "that have no place of their own share a cell, which shows their mean"))),
      m_columns(makeChooser("gridColumns", tr("Columns of the grid"),
                            tr("What the columns of the grid stand for: seeds, designs, or one factor that varies. "
                               "Automatically, these are learning rates if several designs were trained at several"))),
      m_byScore(new QCheckBox(tr("Colour &by score"))) {
    m_byScore->setObjectName("colourByScore");
    m_byScore->setToolTip(tr(
        "Colour cells by their dev score, between the lowest and the highest on the same base and task, instead of by "
        "their state; symbols and words still tell the state"));
    auto* row = new FlowLayout(this);
    row->addLabelled(tr("&Rows"), m_rows);
    row->addLabelled(tr("Colu&mns"), m_columns);
    row->addWidget(m_byScore);
    for (QComboBox* chooser : {m_rows, m_columns})
        connect(chooser, &QComboBox::activated, this, &SweepGridBar::choose);
    connect(m_byScore, &QCheckBox::toggled, this, [&view](bool isOn) {
        view.colourByScore(isOn);
        QSettings().setValue(byScoreKey, isOn);
    });
    m_byScore->setChecked(QSettings().value(byScoreKey, false).toBool());
    connect(&model, &QAbstractItemModel::modelReset, this, &SweepGridBar::offer);
    offer();
}

void SweepGridBar::choose() {
    m_grid.setAxes({m_rows->currentData().toString().toStdString(), m_columns->currentData().toString().toStdString()});
}

void SweepGridBar::reset() {
    for (QComboBox* chooser : {m_rows, m_columns})
        chooser->setCurrentIndex(0);
    m_grid.setAxes({});
}

/// What varies, and what the person chose even if it does not.
void SweepGridBar::offer() {
    for (QComboBox* chooser : {m_rows, m_columns}) {
        const GridAxes& axes = m_grid.axes();
        const QString chosen = chooser->currentData().toString();
        const std::string& now = chooser == m_rows ? axes.rows : axes.columns;
        ChooserItems items;
        const bool isTold = chosen.isEmpty() && !now.empty();
        items.add(isTold ? tr("automatic (%1)").arg(axisName(now)) : tr("automatic"), QString());
        QStringList keys{QLatin1String(byDesign), QLatin1String(bySeed)};
        for (const std::string& factor : m_grid.factors())
            keys << QString::fromStdString(factor);
        if (!chosen.isEmpty() && !keys.contains(chosen))
            keys << chosen;
        for (const QString& key : keys)
            items.add(axisName(key.toStdString()), key);
        refill(*chooser, items, chosen);
    }
}

}  // namespace adapterscope
