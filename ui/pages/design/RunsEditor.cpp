// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/RunsEditor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/look/Card.h"
#include "ui/look/NumberText.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

constexpr int mostRunRows = 6;    // a longer list scrolls
constexpr int idDigitsShown = 6;  // the tool tip has all

/// As high as its rows.
class RunList : public QListWidget {
public:
    RunList() { setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); }
    QSize sizeHint() const override {
        const int rows = std::min(count(), mostRunRows);
        return {QListWidget::sizeHint().width(), rows * std::max(0, sizeHintForRow(0)) + 2 * frameWidth()};
    }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
};

}  // namespace

RunsEditor::RunsEditor(const KeyInfo& info)
    : KeyEditor(info),
      m_line(new QLineEdit),
      m_below(new QWidget),
      m_list(new RunList),
      m_empty(new ToneLabel(theme::quietText)) {
    m_line->setPlaceholderText(tr("ID+ID"));
    adopt(m_line, objectNameOfKey());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line);
    m_list->setObjectName("finishedRuns");
    m_list->setAccessibleName(tr("Finished runs that can be fused"));
    m_list->setToolTip(tr("Tick the runs whose adapters are combined"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_empty->setObjectName("noFinishedRuns");
    m_empty->setWordWrap(true);
    auto* below = new QVBoxLayout(m_below);
    below->setContentsMargins(0, 0, 0, 0);
    below->addWidget(m_list);
    below->addWidget(m_empty);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
        const QString runs = text.trimmed();
        edit(runs.isEmpty() ? QStringLiteral("none") : runs);
    });
    connect(m_list, &QListWidget::itemChanged, this, &RunsEditor::takeTicks);
    showRuns();
}

void RunsEditor::display(const Design& design) {
    m_design = design;
    const QString runs = textOf(design) == QLatin1String("none") ? QString() : textOf(design);
    if (m_line->text().trimmed() != runs && !meansTheSame(*m_line, m_line->text(), design))
        m_line->setText(runs);
    showRuns();
}

void RunsEditor::setBase(const BaseConfig& base) {
    m_base = base;
    showRuns();
}

void RunsEditor::setRuns(const std::vector<FinishedRun>& runs) {
    m_areRead = true;
    m_runs = runs;
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const FinishedRun& run : runs)
            new QListWidgetItem(
                tr("%1  %2  %3")
                    .arg(QString::fromStdString(run.id.substr(0, idDigitsShown)),
                         run.dev ? fraction(*run.dev) : QStringLiteral("–"), QString::fromStdString(run.label)),
                m_list);
    }
    m_list->updateGeometry();
    showRuns();
}

/// The same rows with the ticks of the design, and what keeps the others from being ticked.
void RunsEditor::showRuns() {
    const QSignalBlocker quiet(m_list);
    const auto* fusion = m_design.parts.empty() ? nullptr : m_design.parts.front().settings.getIf<FusionSettings>();
    const bool isKnown = m_areRead && m_base && fusion;
    m_list->setVisible(isKnown && !m_runs.empty());
    int fitting = 0;
    for (int row = 0; isKnown && row < m_list->count(); ++row) {
        showState(row, *fusion);
        fitting += m_list->item(row)->flags().testFlag(Qt::ItemIsEnabled);
    }
    const QString advice =
        tr("Train two or more designs whose adapters simply add to the base, such as pfeiffer, on the Sweep page; then "
           "tick them here.");
    m_empty->setText(m_runs.empty() ? tr("No run of this project is finished yet. %1").arg(advice)
                     : fitting == 0
                         ? tr("None of the finished runs can be fused: point at one to see why. %1").arg(advice)
                         : tr("Only one of the finished runs can be fused, and a fusion takes two. %1").arg(advice));
    m_empty->setVisible(isKnown && fitting < 2);
}

void RunsEditor::showState(int row, const FusionSettings& fusion) {
    const FinishedRun& run = m_runs[static_cast<std::size_t>(row)];
    QListWidgetItem* item = m_list->item(row);
    const bool isTicked = std::find(fusion.runs.begin(), fusion.runs.end(), run.id) != fusion.runs.end();
    const QString fault = inWindowWords(fusionFault(fusion, run, m_runs, *m_base));
    item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
    item->setFlags(isTicked || fault.isEmpty() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                                               : Qt::ItemFlags());
    QStringList lines{QString::fromStdString(run.label), QString::fromStdString(toText(run.design)),
                      QString::fromStdString(run.id)};
    if (!fault.isEmpty())
        lines << fault;
    item->setToolTip(wrappedTip(lines.join(QLatin1Char('\n'))));
}

/// What is typed beside them, as a run that the project does not have yet, stays.
void RunsEditor::takeTicks() {
    QStringList ids;
    const QString typed = textOf(m_design);
    if (typed != QLatin1String("none"))
        for (const QString& id : typed.split(QLatin1Char('+')))
            if (std::none_of(m_runs.begin(), m_runs.end(),
                             [&](const FinishedRun& run) { return run.id == id.toStdString(); }))
                ids << id;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            ids << QString::fromStdString(m_runs[static_cast<std::size_t>(row)].id);
    beginGesture();
    edit(ids.isEmpty() ? QStringLiteral("none") : ids.join(QLatin1Char('+')));
}

}  // namespace adapterscope
