// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/BudgetSearch.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPalette>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

#include "core/base/TensorFacts.h"
#include "core/common/Error.h"
#include "ui/look/NumberText.h"
#include "ui/widgets/FindingLabel.h"

namespace adapterscope {

namespace {

constexpr int shownRows = 6;  // at least, without scrolling

/// A list that shows whole rows only: what is left of its height stays empty.
class FitList : public QListWidget {
public:
    FitList() {
        setBackgroundRole(QPalette::Base);  // of what stays empty
        setAutoFillBackground(true);
    }

    QSize minimumSizeHint() const override {
        const int row = count() > 0 ? sizeHintForRow(0) : fontMetrics().height();
        const int bar = horizontalScrollBar()->sizeHint().height();  // long designs make it appear
        return {QListWidget::minimumSizeHint().width(), shownRows * row + bar + 2 * frameWidth()};
    }

protected:
    void updateGeometries() override {
        const int row = sizeHintForRow(0), before = viewportMargins().bottom();
        const int room = viewport()->height() + before;
        const int left = row > 0 && room >= row ? room % row : 0;
        if (left != before)
            setViewportMargins(0, 0, 0, left);
        QListWidget::updateGeometries();
    }
};

Finding nothingFits(const BudgetLimit& limit) {
    const QString sentence =
        limit.isOfBytes
            ? BudgetSearch::tr("Nothing fits into %1; the head alone takes more.").arg(bytesText(limit.number))
            : BudgetSearch::tr("Nothing fits into %1 trained parameters; the head alone takes more.")
                  .arg(withSeparators(limit.number));
    return {true, {}, sentence.toStdString()};
}

}  // namespace

BudgetSearch::BudgetSearch(QWidget* parent)
    : QWidget(parent),
      m_budget(new QLineEdit),
      m_list(new FitList),
      m_sweep(new QPushButton(tr("A&ll at This Budget in the Sweep"))),
      m_fault(new FindingLabel) {
    m_budget->setObjectName("budgetWanted");
    m_budget->setPlaceholderText(tr("50,000 or 1% or 200 kB"));
    m_budget->setClearButtonEnabled(true);
    m_budget->setToolTip(
        tr("A number of trained parameters, a share of the base, or the size of what is stored: the designs that fit "
           "it are listed, yours at its largest size first, then the closest of each method, then the others"));
    m_list->setObjectName("budgetFits");
    m_list->setAccessibleName(tr("Designs that fit the budget"));
    m_list->setToolTip(tr("Click a design to look at it"));
    m_list->setTextElideMode(Qt::ElideNone);  // long designs scroll
    m_fault->setObjectName("budgetWantedFault");
    auto* label = new QLabel(tr("F&it a budget"));
    label->setBuddy(m_budget);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_budget, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_fault);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_sweep);
    layout->addStretch();
    m_list->hide();
    m_sweep->setObjectName("sweepAtBudget");
    m_sweep->setToolTip(
        tr("Adds the designs that are listed above to the sweep's list, to compare them at equal cost"));
    m_sweep->hide();
    connect(m_sweep, &QPushButton::clicked, this, [this] {
        QStringList listed;
        for (const Design& design : m_designs)
            listed << QString::fromStdString(toText(design));
        emit sweepRequested(listed);
    });
    connect(m_budget, &QLineEdit::textChanged, this, &BudgetSearch::search);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { choose(m_list->row(item)); });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { choose(m_list->row(item)); });
}

void BudgetSearch::setView(const std::optional<DesignView>& view) {
    m_hasDesign = view.has_value();
    if (!view)
        return;  // the answers stay until there is a design again
    const bool sameBase = m_view && encoderParameters(m_view->base, true) == encoderParameters(view->base, true) &&
                          m_view->classes == view->classes && m_view->pooling == view->pooling;
    m_view = view;
    if (!sameBase)
        search();
    else if (std::find(m_designs.begin(), m_designs.end(), view->design) == m_designs.end())
        listFits();  // trying one of the answers does not reorder them
}

void BudgetSearch::search() {
    m_limit.reset();
    m_fits.clear();
    m_fault->setFindings({});
    if (m_view && !m_budget->text().trimmed().isEmpty()) {
        try {
            m_limit = budgetFromText(m_budget->text().toStdString(), m_view->base, m_view->pooling);
            m_fits = withEachMethodFirst(fit(*m_limit, m_view->base, m_view->classes, m_view->pooling));
        } catch (const Error& error) {
            m_fault->setFindings({{true, {}, error.sentence()}});
        }
    }
    listFits();
    if (!m_designs.empty())
        emit answersShown(m_sweep->isVisible() ? static_cast<QWidget*>(m_sweep) : m_list);
}

void BudgetSearch::listFits() {
    m_list->clear();
    m_designs.clear();
    if (m_limit) {
        const DesignView& view = *m_view;
        const auto own = m_hasDesign ? largestFit(view.design, *m_limit, view.base, view.classes, view.pooling)
                                     : std::optional<Fit>();
        if (own)
            add(*own);
        for (const Fit& each : m_fits)
            if (!own || toText(each.design) != toText(own->design))
                add(each);
        const bool isTooLarge = m_hasDesign && !own && m_limit->costOf(view.budget) > m_limit->number;
        m_fault->setFindings(m_designs.empty() ? std::vector{nothingFits(*m_limit)}
                             : isTooLarge ? std::vector{Finding{false, {}, doesNotFit(toText(view.design), *m_limit)}}
                                          : std::vector<Finding>());
    }
    m_list->setVisible(!m_designs.empty());
    m_sweep->setVisible(m_designs.size() > 1);
}

void BudgetSearch::add(const Fit& fit) {
    m_designs.push_back(fit.design);
    const QString text = QString::fromStdString(toText(fit.design));
    m_list->addItem(
        tr("%1  %2").arg(m_limit->isOfBytes ? bytesText(fit.budget.bytes) : withSeparators(fit.budget.trained), text));
    m_list->item(m_list->count() - 1)->setToolTip(text);
}

void BudgetSearch::choose(int row) {
    if (row >= 0 && row < static_cast<int>(m_designs.size()))
        emit designChosen(m_designs[static_cast<std::size_t>(row)]);
}

}  // namespace adapterscope
