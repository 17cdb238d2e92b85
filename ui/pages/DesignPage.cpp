// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/DesignPage.h"

#include <QGridLayout>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

#include "core/design/Methods.h"
#include "ui/look/Card.h"
#include "ui/look/Glyph.h"
#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"
#include "ui/pages/design/BudgetCard.h"
#include "ui/pages/design/DesignForm.h"
#include "ui/pages/design/DesignTextCard.h"
#include "ui/pages/design/IdentityCard.h"
#include "ui/pages/design/LayerDiagram.h"
#include "ui/widgets/SteadyScrollArea.h"

namespace adapterscope {

namespace {

/// Below this width the budget is below the drawing instead of beside it.
constexpr int widthForThree = 720;
constexpr int budgetWidth = 304;  // both at the usual size of text
constexpr int formWidth = 378;    // at least

}  // namespace

DesignPage::DesignPage(Session& session, QWidget* parent, ProbeDispatch::Engine engine)
    : Page(session, parent),
      m_form(new DesignForm(session)),
      m_diagram(new LayerDiagram),
      m_description(new ToneLabel(theme::quietText)),
      m_budget(new BudgetCard),
      m_identity(new IdentityCard(session, std::move(engine))),
      m_text(new DesignTextCard(session)) {
    m_formCard = new Card;
    m_formCard->setMinimumWidth(formWidth);
    m_formCard->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_formCard->body()->setContentsMargins(14, 12, 4, 12);
    m_formCard->body()->addWidget(new SteadyScrollArea(m_form));
    m_right = new QVBoxLayout;
    m_right->setContentsMargins(0, 0, 0, 0);
    m_right->setSpacing(12);
    QWidget* cards = buildCards();
    // Their right edges align with the cards' that scroll, beside which the scroll bar may be.
    const auto besideBar = [this](QWidget* card) {
        auto* row = new QHBoxLayout;
        row->addWidget(card);
        row->addSpacing(m_scroll->verticalScrollBar()->sizeHint().width());
        return row;
    };
    m_right->addLayout(besideBar(m_number));
    m_right->addWidget(cards, 1);
    m_right->addLayout(besideBar(m_text));
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(12, 12, 0, 12);
    columns->setSpacing(12);
    columns->addWidget(m_formCard);
    columns->addLayout(m_right, 1);

    connect(m_diagram, &LayerDiagram::described, this, &DesignPage::describePart);
    connect(m_diagram, &LayerDiagram::designEdited, this,
            [this](const Design& design, const QString& what) { this->session().editDesign(design, what); });
    connect(m_budget, &BudgetCard::designChosen, this,
            [this](const Design& design) { this->session().editDesign(design, tr("Fit a Budget")); });
    connect(m_budget, &BudgetCard::sweepRequested, &session, &Session::sweepRequested);
    connect(m_text, &DesignTextCard::exportRequested, this, &DesignPage::exportRequested);
    connect(&session, &Session::choiceChanged, this, &DesignPage::refresh);
    connect(&session, &Session::unreadChanged, this, &DesignPage::refresh);
    connect(m_form, &DesignForm::partShown, m_budget, &BudgetCard::setPart);
    connect(&session, &Session::baseChanged, this, &DesignPage::refresh);
    connect(&session, &Session::taskChanged, this, &DesignPage::refresh);
    connect(&session, &Session::projectChanged, this, &DesignPage::refresh);
    connect(&session, &Session::withheldChanged, this, &DesignPage::refresh);
    connect(m_identity, &IdentityCard::settled, this, [this] {
        if (isLoaded())
            emit loaded();
    });
    refresh();
}

QWidget* DesignPage::buildCards() {
    m_number = new Card;
    m_number->body()->setContentsMargins(14, 4, 14, 4);
    m_diagramCard = new Card;
    m_diagramCard->body()->addWidget(m_diagram, 1);
    m_description->setObjectName("partDescription");
    m_description->reserve(2);
    m_description->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_diagramCard->body()->addWidget(m_description);
    auto* cards = new QWidget;
    m_cards = new QGridLayout(cards);
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(12);
    m_cards->setColumnStretch(0, 1);
    m_cards->setRowStretch(0, 1);
    arrangeCards(true);
    m_scroll = new SteadyScrollArea(cards);
    m_scroll->setObjectName("designCards");
    m_scroll->setMayBeNarrower(true);
    m_scroll->viewport()->installEventFilter(this);
    // The answers are at the end of the card, which may be out of sight.
    connect(m_budget, &BudgetCard::answersShown, this, [this](QWidget* answers) {
        m_scroll->widget()->layout()->activate();
        QTimer::singleShot(0, answers, [this, answers] { m_scroll->ensureWidgetVisible(answers, 0, 12); });
    });
    return m_scroll;
}

void DesignPage::arrangeCards(bool wide) {
    m_isWide = wide;
    const int beside = textsize::scaled(*this, budgetWidth);
    for (QWidget* card :
         {static_cast<QWidget*>(m_diagramCard), static_cast<QWidget*>(m_budget), static_cast<QWidget*>(m_identity)})
        m_cards->removeWidget(card);
    m_identity->setStacked(!wide);
    m_budget->showHeadlineIn(wide ? nullptr : m_number);
    m_number->setVisible(!wide);
    m_budget->setMinimumWidth(wide ? beside : 0);
    m_budget->setMaximumWidth(wide ? beside : QWIDGETSIZE_MAX);
    m_cards->addWidget(m_diagramCard, 0, 0, 1, wide ? 1 : 2);
    m_cards->addWidget(m_budget, wide ? 0 : 1, wide ? 1 : 0, 1, wide ? 1 : 2);
    m_cards->addWidget(m_identity, wide ? 1 : 2, 0, 1, 2);
}

/// Labels beside the controls of the form only if the cards have enough space then.
void DesignPage::arrangeForm() {
    const QMargins margins = layout()->contentsMargins();
    const int space = width() - margins.left() - margins.right() - layout()->spacing() - m_right->minimumSize().width();
    const int aroundForm = m_formCard->sizeHint().width() - m_form->minimumSizeHint().width();
    m_form->setStacked(m_form->widthBeside() + aroundForm > space);
}

bool DesignPage::event(QEvent* event) {
    const bool done = Page::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrangeForm();
    return done;
}

bool DesignPage::hasSpaceForThree() const {
    return m_scroll->viewport()->width() >= textsize::scaled(*this, widthForThree);
}

void DesignPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_scroll)
        arrangeCards(hasSpaceForThree());
}

bool DesignPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && hasSpaceForThree() != m_isWide)
        arrangeCards(!m_isWide);
    return Page::eventFilter(watched, event);
}

void DesignPage::addToSweep() {
    m_text->addToSweep();
}

QIcon DesignPage::icon() const {
    return glyphIcon(Glyph::Design);
}

bool DesignPage::isLoaded() const {
    return !session().isBaseLoading() && !session().isTaskLoading() && m_identity->isSettled();
}

std::optional<DesignView> DesignPage::usualView() const {
    const Session& now = session();
    const Design& usual = methodOf(now.design()).defaults;
    const BaseConfig base = now.baseConfig().value_or(BaseConfig());
    return DesignView{usual, base, now.classes(), now.pooling(), count(usual, base, now.classes(), now.pooling())};
}

void DesignPage::describePart(const QString& words) {
    m_description->setText(
        !words.isEmpty() ? words
        : m_diagram->switchesLayer()
            ? tr("Click a part of the layer to switch it; the arrows and Space do the same.")
            : tr("Click the head to switch it or a part to read about it; the arrows and Space do the same."));
}

void DesignPage::refresh() {
    const Session& now = session();
    const auto& base = now.baseConfig();
    m_form->showFindings(now.findings());
    std::optional<DesignView> view;
    QString why, whyNot;  // counted; measured
    if (const QString fault = now.designFault(); !fault.isEmpty()) {
        why = tr("Cannot be counted: %1").arg(fault);
        whyNot = tr("Not measured: %1").arg(fault);
    } else if (!base) {
        why = now.isBaseLoading() ? tr("Reading the base…")
                                  : tr("Cannot be counted without a base: choose one on the left.");
        whyNot = now.isBaseLoading() ? why : tr("Not measured: there is no base; choose one on the left.");
    } else
        view = {now.design(), *base, now.classes(), now.pooling(),
                count(now.design(), *base, now.classes(), now.pooling())};
    if (view)
        m_diagram->setView(*view);
    else
        m_diagram->setUnavailable(usualView());
    if (m_diagram->selectedPart().isEmpty())
        describePart({});
    m_budget->setView(view, why);
    m_identity->measure(view ? base : std::nullopt, whyNot);
    if (isLoaded())
        emit loaded();
}

}  // namespace adapterscope
