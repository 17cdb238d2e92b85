// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/CompareBar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalBlocker>
#include <QToolButton>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

#include "core/common/JsonFields.h"
#include "ui/look/NumberText.h"
#include "ui/widgets/Chooser.h"
#include "ui/widgets/FlowLayout.h"

namespace adapterscope {

namespace {

/// A scope's value; an empty one if there is none.
template <typename Value>
const Value& ofScope(const std::map<std::string, Value>& values, const std::string& scope) {
    static const Value none;
    const auto found = values.find(scope);
    return found == values.end() ? none : found->second;
}

/// Factors to choose from, without the one on the axis, and the chosen one even if it does not vary.
template <typename Names>
std::vector<std::string> factorsToChoose(const Names& varying, const std::string& axis, const std::string& chosen) {
    std::vector<std::string> names;
    std::copy_if(varying.begin(), varying.end(), std::back_inserter(names),
                 [&](const std::string& name) { return name != axis; });
    if (!chosen.empty() && std::find(names.begin(), names.end(), chosen) == names.end())
        names.push_back(chosen);
    return names;
}

std::string chosenIn(const QComboBox& chooser) {
    return chooser.currentData().toString().toStdString();
}

/// Until it is filled: offer() keeps what is chosen.
void holdChoice(QComboBox& chooser, const std::string& key) {
    ChooserItems items;
    items.add(spaced(key), QString::fromStdString(key));
    refill(chooser, items, items.keys.first());
}

}  // namespace

CompareBar::CompareBar(QWidget* parent) : QWidget(parent) {
    m_scope = makeChooser("scopeChooser", tr("Base and task"), tr("Base and task whose runs are compared"));
    m_axis = makeChooser(
        "axisChooser", tr("Horizontal axis"),
        tr("What the figure shows accuracy against: the number of trained parameters, another cost of a design (its "
           "stored size, the multiply-adds that it adds to the base's, the seconds that a run took), or a setting "
           "that varies; lines join designs that differ in nothing else"));
    m_colour = makeChooser("colourChooser", tr("Colours"),
                           tr("What colours, markers and dashes stand for: the method, or a setting that varies"));
    m_facet = makeChooser("facetChooser", tr("Panels"),
                          tr("Draws several panels with the same axes side by side: one for each task, for each base, "
                             "or for each value of a setting that varies; up to 6"));
    m_score = makeChooser(
        "scoreChooser", tr("Scored on"),
        tr("Designs are chosen on dev; test is for the final check: choosing by it makes scores look too good"));
    m_score->addItem(tr("Dev"), QStringLiteral("dev"));
    m_score->addItem(tr("Test"), QStringLiteral("test"));
    m_interval = makeChooser(
        "intervalChooser", tr("Interval"),
        tr("What the bars show: the interval that holds the mean of all seeds and texts with 95 % confidence, or "
           "one standard error of it; both include what the scored rows leave to chance, if they are known"));
    m_interval->addItem(tr("95 % interval"), QStringLiteral("student_t_95"));
    m_interval->addItem(tr("\u00b1 1 standard error"), QStringLiteral("standard_error"));
    m_majority = new QCheckBox(tr("&Majority class"));
    m_majority->setObjectName("showMajority");
    m_majority->setChecked(true);
    m_majority->setToolTip(
        tr("Show the score of always predicting the commonest label, and stretch the axis down to it"));
    m_bestRate = new QCheckBox(tr("&Best rate"));
    m_bestRate->setObjectName("bestRate");
    m_bestRate->setToolTip(
        tr("Of designs that differ in nothing but the learning rate, show the one with the best mean on dev, with the "
           "number of rates it was chosen from; the table has its runs in bold"));
    auto* reset = new QToolButton;
    reset->setObjectName("resetZoom");
    reset->setText(tr("Show A&ll"));
    reset->setToolTip(tr("Show every point again (double click on the plot, or 0)"));
    auto* row = new FlowLayout(this);
    row->addLabelled(tr("Tas&k"), m_scope);
    row->addLabelled(tr("Ax&is"), m_axis);
    row->addLabelled(tr("C&olours"), m_colour);
    row->addLabelled(tr("&Panels"), m_facet);
    row->addLabelled(tr("Score&d on"), m_score);
    row->addLabelled(tr("I&nterval"), m_interval);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_majority, m_bestRate, reset})
        row->addWidget(widget);
    connect(reset, &QToolButton::clicked, this, &CompareBar::everythingWanted);
    connectChoosers();
}

void CompareBar::connectChoosers() {
    for (QComboBox* chooser : {m_axis, m_colour, m_facet})
        connect(chooser, &QComboBox::activated, this, &CompareBar::choiceChanged);
    connect(m_bestRate, &QCheckBox::toggled, this, &CompareBar::choiceChanged);
    connect(m_scope, &QComboBox::activated, this, [this] {
        m_wantedScope = m_scope->currentData().toString();
        emit viewChanged();
    });
    for (QComboBox* chooser : {m_score, m_interval})
        connect(chooser, &QComboBox::currentIndexChanged, this, &CompareBar::viewChanged);
    connect(m_majority, &QCheckBox::toggled, this, &CompareBar::viewChanged);
}

void CompareBar::addWidget(QWidget* widget) {
    layout()->addWidget(widget);
}

void CompareBar::offer(const CompareData& data) {
    fillScopes(data);
    fillAxes(data);
    fillColours(data);
    fillFacets(data);
}

std::string CompareBar::scope() const {
    return chosenIn(*m_scope);
}

CompareChoice CompareBar::choice() const {
    return {.bestOver = m_bestRate->isChecked() ? "learning_rate" : "",
            .by = chosenIn(*m_axis),
            .look = {chosenIn(*m_colour), chosenIn(*m_facet)}};
}

nlohmann::json CompareBar::toJson() const {
    return {{"scope", m_wantedScope.toStdString()}, {"axis", chosenIn(*m_axis)},
            {"colour", chosenIn(*m_colour)},        {"facet", chosenIn(*m_facet)},
            {"score", chosenIn(*m_score)},          {"interval", chosenIn(*m_interval)},
            {"majority", m_majority->isChecked()},  {"best_rate", m_bestRate->isChecked()}};
}

void CompareBar::display(const JsonFields& kept) {
    std::string scope, axis, colour, facet, score, interval;
    bool majority = true, bestRate = false;
    kept.read("scope", scope);
    kept.read("axis", axis);
    kept.read("colour", colour);
    kept.read("facet", facet);
    kept.read("score", score);
    kept.read("interval", interval);
    kept.read("majority", majority);
    kept.read("best_rate", bestRate);
    const QSignalBlocker quiet(this);
    m_wantedScope = QString::fromStdString(scope);
    holdChoice(*m_axis, axis);
    holdChoice(*m_colour, colour);
    holdChoice(*m_facet, facet);
    chooseAmong(*m_score, score);
    chooseAmong(*m_interval, interval);
    m_majority->setChecked(majority);
    m_bestRate->setChecked(bestRate);
}

BudgetFigure CompareBar::figureOf(const ProjectFigures::Scope& scope) const {
    BudgetFigure figure = isOnTest() ? scope.test : scope.dev;
    figure.interval = m_interval->currentIndex() == 1 ? Interval::StandardError : Interval::StudentT95;
    figure.showMajority = m_majority->isChecked();
    return figure;
}

bool CompareBar::isOnTest() const {
    return m_score->currentIndex() == 1;
}

QString CompareBar::axisText() const {
    return m_axis->currentText();
}

QString CompareBar::scopeText() const {
    return m_scope->currentText();
}

void CompareBar::fillScopes(const CompareData& data) {
    ChooserItems items;
    for (const auto& [scope, dev, test] : data.figures.scopes)
        items.add(taskOnBase(scope.task, scope.baseName), QString::fromStdString(scope.key()));
    m_scope->reserveFor(data.runs->scopes);  // a filter that leaves fewer moves nothing
    refill(*m_scope, items, m_wantedScope.isEmpty() ? m_scope->currentData().toString() : m_wantedScope);
}

/// The costs, what varies on this base and task, and what the person chose even if it does not.
void CompareBar::fillAxes(const CompareData& data) {
    const QString chosen = m_axis->currentData().toString();
    ChooserItems items;
    items.add(tr("By trained parameters"), QString());
    // Runs of earlier versions have not recorded these.
    const auto& compared = data.figures.dev;
    const bool isRecorded =
        std::any_of(compared.begin(), compared.end(), [](const auto& design) { return design.costs.has_value(); });
    for (const auto& [text, cost] : {std::pair(tr("By stored parameters"), QStringLiteral("stored")),
                                     std::pair(tr("By bytes stored"), QStringLiteral("bytes")),
                                     std::pair(tr("By percent of the base"), QStringLiteral("percent")),
                                     std::pair(tr("By multiply-adds a token"), QStringLiteral("multiply_adds"))})
        if (isRecorded || chosen == cost)
            items.add(text, cost);
    items.add(tr("By seconds a run"), QStringLiteral("seconds"));
    const std::string kept = chosen.toStdString();
    for (const std::string& axis :
         factorsToChoose(ofScope(data.axes, scope()), {}, isCost(kept) ? std::string() : kept))
        items.add(tr("By %1").arg(spaced(axis)), QString::fromStdString(axis));
    refill(*m_axis, items, chosen);
}

void CompareBar::fillColours(const CompareData& data) {
    const QString chosen = m_colour->currentData().toString();
    const std::string kept = chosen.toStdString(), axis = m_axis->currentData().toString().toStdString();
    ChooserItems items;
    const bool isOfMethods = axis.empty() || isCost(axis);
    items.add(isOfMethods ? tr("By method") : tr("By line"), QString());
    for (const std::string& factor : factorsToChoose(ofScope(data.varying, scope()), axis, kept))
        if (!isOfMethods || factor != "method" || factor == kept)
            items.add(tr("By %1").arg(spaced(factor)), QString::fromStdString(factor));
    refill(*m_colour, items, chosen);
}

void CompareBar::fillFacets(const CompareData& data) {
    const QString chosen = m_facet->currentData().toString();
    const std::string kept = chosen.toStdString(), key = scope();
    ChooserItems items;
    items.add(tr("One panel"), QString());
    if (const auto* shown = data.figures.find(key)) {
        bool hasTasks = kept == "task", hasBases = kept == "base";
        for (const auto& each : data.figures.scopes) {
            const bool isSameBase = each.scope.baseHash == shown->scope.baseHash;
            const bool isSameTask = each.scope.taskHash == shown->scope.taskHash;
            hasTasks = hasTasks || (isSameBase && !isSameTask);
            hasBases = hasBases || (isSameTask && !isSameBase);
        }
        if (hasTasks)
            items.add(tr("Tasks side by side"), QStringLiteral("task"));
        if (hasBases)
            items.add(tr("Bases side by side"), QStringLiteral("base"));
    }
    const std::string axis = m_axis->currentData().toString().toStdString();
    for (const std::string& factor : factorsToChoose(ofScope(data.varying, key), axis, kept))
        if (factor != "task" && factor != "base")
            items.add(tr("By %1").arg(spaced(factor)), QString::fromStdString(factor));
    refill(*m_facet, items, chosen);
}

}  // namespace adapterscope
