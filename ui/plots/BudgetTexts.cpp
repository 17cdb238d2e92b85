// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BudgetTexts.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

#include "core/design/Methods.h"
#include "core/experiment/runs/Factors.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

struct BudgetTexts {
    Q_DECLARE_TR_FUNCTIONS(BudgetTexts)
};

QString methodName(const std::string& name) {
    const MethodInfo* method = findMethod(name);
    return QString::fromStdString(method ? method->look.shortTitle : name);
}

}  // namespace

QString costTitle(const BudgetFigure& figure) {
    if (figure.by.empty())
        return BudgetTexts::tr("Trained parameters (head included)");
    const std::map<std::string, QString> costs = {
        {"stored", BudgetTexts::tr("Stored parameters (head included)")},
        {"bytes", BudgetTexts::tr("Bytes stored (head included)")},
        {"percent", BudgetTexts::tr("Trained parameters in percent of the base (head included)")},
        {"multiply_adds", BudgetTexts::tr("Multiply-adds a token, beyond the base's")},
        {"seconds", BudgetTexts::tr("Seconds a run (evaluations included)")}};
    if (const auto cost = costs.find(figure.by); cost != costs.end())
        return cost->second;
    QString title = QString::fromStdString(figure.by);
    if (title.size() > 1 && !title.contains(QLatin1Char('.')))
        title = capitalised(spaced(figure.by));
    return title;
}

QString figureTitle(const BudgetFigure& figure) {
    const QString task = QString::fromStdString(figure.task), base = QString::fromStdString(figure.base);
    if (!figure.panels.empty() && figure.look.facet == "task")
        return BudgetTexts::tr("Tasks on %1").arg(base);
    if (!figure.panels.empty() && figure.look.facet == "base")
        return BudgetTexts::tr("%1 on each base").arg(task);
    return figure.base.empty() ? task : taskOnBase(figure.task, figure.base);
}

bool hasOneMetric(const BudgetFigure& figure) {
    return std::all_of(figure.panels.begin(), figure.panels.end(),
                       [&](const auto& panel) { return panel.metric == figure.metric; });
}

std::string lookName(const BudgetFigure& figure, const BudgetFigure::Design& design) {
    if (!figure.look.colour.empty())
        return design.colour;
    return figure.isAgainstCost() ? design.method : design.curve;
}

QString legendName(const BudgetFigure& figure, const BudgetFigure::Design& design) {
    const std::string look = lookName(figure, design);
    const QString name = QString::fromStdString(look);
    const std::string& factor = figure.look.colour;
    const bool isOfOne = std::all_of(figure.designs.begin(), figure.designs.end(), [&](const auto& other) {
        return other.inPanel == design.inPanel || lookName(figure, other) != look || other.variant != design.variant;
    });
    if (figure.hasMethodColours() && isOfOne)
        return QString::fromStdString(design.inPanel);
    if (figure.hasMethodColours())
        return methodName(look) +
               (design.variant.empty() ? QString() : QStringLiteral(", ") + QString::fromStdString(design.variant));
    if (factor.empty() || factor == "task" || factor == "base")
        return name;
    return look.empty() ? BudgetTexts::tr("without %1").arg(QString::fromStdString(factor))
                        : QString::fromStdString(factorText(factor, look));
}

QStringList notesOn(const BudgetFigure& figure, const QCPRange& scores) {
    if (figure.designs.empty())
        return {};
    const bool isCut = std::any_of(figure.designs.begin(), figure.designs.end(), [&](const auto& design) {
        const auto [low, high] = figure.bounds(design.estimate);
        return design.estimate.n > 0 && (low < scores.lower || high > scores.upper);
    });
    QStringList notes(QString::fromStdString(figure.intervalName()));
    if (const Sentence choice = figure.choiceName(); !choice.empty())
        notes << inWindowWords(choice);
    if (const Sentence rates = figure.ratesName(); !rates.empty())
        notes << inWindowWords(rates);
    if (isCut)
        notes << BudgetTexts::tr("arrows: it continues beyond the axis");
    notes << BudgetTexts::tr("small marks: single seeds");
    return notes;
}

QStringList remarksOn(const BudgetFigure& figure) {
    if (figure.designs.empty())
        return {};
    QStringList remarks;
    if (figure.diverged > 0)
        remarks << BudgetTexts::tr("%1 (not drawn)").arg(counts::divergedRuns(figure.diverged));
    if (figure.withoutPlace > 0 && isCost(figure.by))
        remarks << BudgetTexts::tr("%1 from an earlier version, which did not record this cost (not drawn)")
                       .arg(counts::designs(figure.withoutPlace));
    else if (figure.withoutPlace > 0)
        remarks << BudgetTexts::tr("%1 without a number for %2 (not drawn)")
                       .arg(counts::designs(figure.withoutPlace), QString::fromStdString(figure.by));
    const QString facet = QString::fromStdString(figure.look.facet);
    if (figure.withoutPanel > 0)
        remarks << BudgetTexts::tr("%1 without a value for %2 (not drawn)")
                       .arg(counts::designs(figure.withoutPanel), facet);
    if (figure.panelsLeftOut > 0)
        remarks << BudgetTexts::tr("the first %1 of %2 panels, by %3 (the others are not drawn)")
                       .arg(figure.panels.size())
                       .arg(static_cast<int>(figure.panels.size()) + figure.panelsLeftOut)
                       .arg(facet);
    return remarks;
}

}  // namespace adapterscope
