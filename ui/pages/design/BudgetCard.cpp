// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/BudgetCard.h"

#include <QGridLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "core/design/Combine.h"
#include "core/design/Methods.h"
#include "ui/look/NumberText.h"
#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"
#include "ui/pages/design/BudgetRuler.h"
#include "ui/pages/design/BudgetSearch.h"

namespace adapterscope {

namespace {

constexpr int mostOnOneLine = 18;                        // characters of a title beside its numbers
constexpr double numberGrowth = 2.1, growthApart = 1.6;  // of the number's text, in the card and apart from it

/// The term with most of what a design trains; the head only if there is nothing else.
const Term& chiefTerm(const std::vector<Term>& terms) {
    return *std::max_element(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
        return std::pair(a.component != "head", a.parameters()) < std::pair(b.component != "head", b.parameters());
    });
}

/// A small square in a component's colour before its title.
QString keyed(const std::string& component, const QString& title) {
    return QString("<span style='color:%1'>■</span> %2").arg(componentColour(component).name(), title.toHtmlEscaped());
}

}  // namespace

BudgetCard::BudgetCard(QWidget* parent)
    : Card(tr("Budget"), parent),
      m_headline(new QWidget),
      m_number(new QLabel),
      m_total(new QLabel),
      m_share(new ToneLabel(theme::quietText)),
      m_symbols(new ToneLabel(theme::quietText)),
      m_formula(new ToneLabel(theme::plainText)),
      m_meaning(new ToneLabel(theme::quietText)),
      m_bar(new BudgetBar),
      m_ruler(new BudgetRuler),
      m_search(new BudgetSearch),
      m_grid(new QGridLayout),
      m_details(new QWidget) {
    setObjectName("budgetCard");
    m_number->setObjectName("trainedParameters");
    m_number->setAccessibleName(tr("Trained parameters"));
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont large = m_number->font();
    large.setBold(true);
    m_number->setFont(large);
    m_share->setObjectName("trainedShare");
    m_symbols->setObjectName("budgetSymbols");
    m_formula->setObjectName("budgetFormula");
    m_formula->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_meaning->setObjectName("budgetMeaning");
    auto* headline = new QVBoxLayout(m_headline);
    headline->setContentsMargins(0, 0, 0, 0);
    headline->addWidget(m_number);
    headline->addWidget(m_share);
    showHeadlineIn(nullptr);
    body()->addWidget(m_details);
    body()->addWidget(m_search, 1);
    body()->addStretch(0);
    connect(m_search, &BudgetSearch::designChosen, this, &BudgetCard::designChosen);
    connect(m_search, &BudgetSearch::answersShown, this, &BudgetCard::answersShown);
    connect(m_search, &BudgetSearch::sweepRequested, this, &BudgetCard::sweepRequested);

    auto* details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, 4, 0, 0);
    details->setSpacing(8);
    details->addWidget(m_bar);
    details->addWidget(m_symbols);
    details->addWidget(m_formula);
    details->addSpacing(4);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(5);
    m_grid->setColumnStretch(0, 1);
    details->addLayout(m_grid);
    m_total->setObjectName("budgetTotal");
    m_total->setAlignment(Qt::AlignRight);
    QFont bold = m_total->font();
    bold.setBold(true);
    m_total->setFont(bold);
    details->addWidget(m_total);
    details->addSpacing(4);
    details->addWidget(m_ruler);
    details->addWidget(m_meaning);
}

void BudgetCard::showHeadlineIn(Card* other) {
    m_headline->layout()->setSpacing(other ? 0 : body()->spacing());
    textsize::scale(*m_number, other ? growthApart : numberGrowth);
    if (QWidget* before = m_headline->parentWidget())
        before->layout()->removeWidget(m_headline);
    if (other)
        other->body()->addWidget(m_headline);
    else
        body()->insertWidget(1, m_headline);  // below the heading
}

BudgetCard::Row& BudgetCard::row(std::size_t index) {
    while (m_rows.size() <= static_cast<qsizetype>(index)) {
        const int line = static_cast<int>(m_rows.size());
        Row made{new QLabel, new ToneLabel(theme::quietText), new QLabel};
        made.title->setTextFormat(Qt::RichText);
        made.factors->setWordWrap(false);
        made.factors->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        made.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_grid->addWidget(made.title, line, 0);
        m_grid->addWidget(made.factors, line, 1);
        m_grid->addWidget(made.value, line, 2);
        m_rows.append(made);
    }
    return m_rows[static_cast<qsizetype>(index)];
}

void BudgetCard::setView(const std::optional<DesignView>& view, const QString& why) {
    m_view = view;
    m_details->setVisible(view.has_value());
    m_search->setView(view);
    if (!view) {
        m_number->setText("–");
        m_share->setText(why);
        return;
    }
    const Budget& budget = view->budget;
    m_number->setText(withSeparators(budget.trained));
    m_share->setText(
        tr("trained: %1 of the base's %2").arg(percentText(budget.percent), withSeparators(budget.baseParameters)));
    m_bar->setBudget(budget);
    m_ruler->setView(*view);
    showRows(*view);
    showFormula();
    showMeaning(*view);
}

void BudgetCard::showRows(const DesignView& view) {
    std::size_t used = 0;
    for (const Term& line : view.budget.terms) {
        const QString numbers = QString::fromStdString(line.numbers);
        const QString title = QString::fromStdString(listedTitle(line));
        Row& shown = row(used++);
        shown.title->setText(keyed(line.component, capitalised(title)));
        // Only where it must: a label that may wrap asks for the height of two lines.
        shown.title->setWordWrap(title.size() > mostOnOneLine);
        shown.factors->setText(line.times == 1 ? QString()
                                               : tr("%1 × %2").arg(line.times).arg(withSeparators(line.each)));
        shown.value->setText(withSeparators(line.parameters()));
        const QString tip = tr("%1 = %2").arg(QString::fromStdString(line.symbols), numbers);
        for (QWidget* part : {static_cast<QWidget*>(shown.title), static_cast<QWidget*>(shown.factors),
                              static_cast<QWidget*>(shown.value)}) {
            part->setToolTip(tip);
            part->show();
        }
    }
    for (std::size_t unused = used; unused < static_cast<std::size_t>(m_rows.size()); ++unused)
        for (QWidget* part : {static_cast<QWidget*>(row(unused).title), static_cast<QWidget*>(row(unused).factors),
                              static_cast<QWidget*>(row(unused).value)})
            part->hide();
    m_total->setText(tr("= %1").arg(withSeparators(view.budget.trained)));
}

void BudgetCard::setPart(std::size_t part) {
    m_part = part;
    if (m_view)
        showFormula();
}

void BudgetCard::showFormula() {
    const DesignView& view = *m_view;
    const std::size_t part = std::min(m_part, view.design.parts.size() - 1);  // the view may be of the design before
    const auto terms = count(partAlone(view.design, part), view.base, view.classes, view.pooling).terms;
    QStringList numbers;  // adapters of other sizes have lines of their own
    const auto show = [&](const Term& term, const QString& sentence) {
        m_symbols->setText(sentence.arg(QString::fromStdString(term.symbols)));
        numbers << tr("%1 = %2").arg(QString::fromStdString(term.numbers), withSeparators(term.each));
    };
    const Term* chief = terms.empty() ? nullptr : &chiefTerm(terms);
    const bool isOfAdapters = chief && chief->component == "adapters";
    for (const Term& term : terms)
        if (isOfAdapters && term.component == chief->component)
            show(term, tr("One adapter has %1 parameters:"));
    if (chief && !isOfAdapters) {
        const QString title = capitalised(QString::fromStdString(chief->title));
        show(*chief, chief->times > 1 ? tr("%1, each %2:").arg(title) : tr("%1: %2").arg(title));
    }
    m_symbols->setVisible(!numbers.isEmpty());
    m_formula->setVisible(!numbers.isEmpty());
    m_formula->setText(numbers.join('\n'));
}

void BudgetCard::showMeaning(const DesignView& view) {
    const QString kept = view.budget.stored == view.budget.trained
                             ? QString()
                             : tr("%1 parameters are kept afterwards: what only serves training is dropped. ")
                                   .arg(withSeparators(view.budget.stored));
    const std::int64_t base = view.budget.baseParameters * static_cast<std::int64_t>(sizeof(float));
    const QString each = bytesText(view.budget.bytes);
    if (view.budget.trained >= view.budget.baseParameters)
        m_meaning->setText(kept + tr("%1 on disk for each task: a copy of the whole base every time.").arg(each));
    else
        m_meaning->setText(kept + tr("%1 on disk for each task. Ten tasks take %2 with the base kept once; ten fully "
                                     "fine-tuned copies take %3.")
                                      .arg(each, bytesText(base + 10 * view.budget.bytes), bytesText(10 * base)));
}

BudgetBar::BudgetBar(QWidget* parent) : QWidget(parent) {
    setFixedHeight(10);
}

void BudgetBar::setBudget(const Budget& budget) {
    m_budget = budget;
    QStringList shares;
    for (const auto& component : budget.components)
        shares << tr("%1 %2").arg(
            QString::fromStdString(componentTitle(component.name)),
            percentText(100.0 * static_cast<double>(component.parameters) / static_cast<double>(budget.trained)));
    setToolTip(shares.join('\n'));
    setAccessibleName(tr("Shares of the components"));
    setAccessibleDescription(shares.join(", "));
    update();
}

void BudgetBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    double x = 0;
    for (const auto& component : m_budget.components) {
        const double share = static_cast<double>(component.parameters) / static_cast<double>(m_budget.trained);
        const double next = x + share * width();
        // A gap separates neighbours without relying on colour.
        painter.fillRect(QRectF(x, 0, std::max(1.0, next - x - 1.5), height()), componentColour(component.name));
        x = next;
    }
}

}  // namespace adapterscope
