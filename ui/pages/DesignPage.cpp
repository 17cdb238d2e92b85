// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/DesignPage.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "core/design/Methods.h"
#include "ui/Card.h"
#include "ui/Glyph.h"
#include "ui/Theme.h"
#include "ui/pages/design/BudgetCard.h"
#include "ui/pages/design/DesignForm.h"
#include "ui/pages/design/DesignTextCard.h"
#include "ui/pages/design/IdentityCard.h"
#include "ui/pages/design/LayerDiagram.h"

namespace adapterscope {

namespace {

/// The form scrolls where the window is low; its width never changes with the bar.
QWidget* scrolling(QWidget* form) {
    auto* area = new QScrollArea;
    area->setWidget(form);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    form->setAutoFillBackground(false);
    return area;
}

}  // namespace

DesignPage::DesignPage(Session& session, QWidget* parent, ProbeDispatch::Engine engine)
    : Page(session, parent),
      m_form(new DesignForm(session)),
      m_diagram(new LayerDiagram),
      m_budget(new BudgetCard),
      m_identity(new IdentityCard(session, std::move(engine))) {
    auto* formCard = new Card;
    formCard->setFixedWidth(378);
    formCard->body()->setContentsMargins(14, 12, 4, 12);
    formCard->body()->addWidget(scrolling(m_form));
    auto* diagramCard = new Card;
    diagramCard->body()->addWidget(m_diagram, 1);
    auto* description = new ToneLabel(theme::quietText);
    description->setObjectName("partDescription");
    description->setMinimumHeight(2 * fontMetrics().lineSpacing() + 2);
    description->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    diagramCard->body()->addWidget(description);
    m_budget->setFixedWidth(304);
    auto* text = new DesignTextCard(session);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(12);
    grid->addWidget(formCard, 0, 0, 3, 1);
    grid->addWidget(diagramCard, 0, 1);
    grid->addWidget(m_budget, 0, 2);
    grid->addWidget(m_identity, 1, 1, 1, 2);
    grid->addWidget(text, 2, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(0, 1);

    const QString teach = tr("Click a part of the layer to switch it; the arrows and Space do the same.");
    description->setText(teach);
    connect(m_diagram, &LayerDiagram::described, description,
            [description, teach](const QString& words) { description->setText(words.isEmpty() ? teach : words); });
    connect(m_diagram, &LayerDiagram::designEdited, this,
            [this](const Design& design, const QString& what) { this->session().editDesign(design, what); });
    connect(m_budget, &BudgetCard::designChosen, this,
            [this](const Design& design) { this->session().editDesign(design, tr("Fit a Budget")); });
    connect(text, &DesignTextCard::exportRequested, this, &DesignPage::exportRequested);
    connect(&session, &Session::choiceChanged, this, &DesignPage::refresh);
    connect(&session, &Session::baseChanged, this, &DesignPage::refresh);
    connect(&session, &Session::taskChanged, this, &DesignPage::refresh);
    connect(m_identity, &IdentityCard::settled, this, [this] {
        if (isLoaded())
            emit loaded();
    });
    refresh();
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

void DesignPage::refresh() {
    const Session& now = session();
    const auto& base = now.baseConfig();
    const auto findings = base ? validate(now.design(), *base) : validate(now.design());
    m_form->showFindings(findings);
    const auto fault = std::find_if(findings.begin(), findings.end(), [](const Finding& each) { return each.fault; });
    std::optional<DesignView> view;
    QString why, whyNot;  // counted; measured
    if (fault != findings.end()) {
        why = tr("Cannot be counted: %1").arg(QString::fromStdString(fault->sentence));
        whyNot = tr("Not measured: %1").arg(QString::fromStdString(fault->sentence));
    } else if (!base) {
        why = now.isBaseLoading() ? tr("Reading the base…")
                                  : tr("Cannot be counted without a base: choose one at the left.");
        whyNot = now.isBaseLoading() ? why : tr("Not measured: there is no base; choose one at the left.");
    } else
        view = {now.design(), *base, now.classes(), now.pooling(),
                count(now.design(), *base, now.classes(), now.pooling())};
    if (view)
        m_diagram->setView(*view);
    else
        m_diagram->setUnavailable(usualView());
    m_budget->setView(view, why);
    m_identity->setBase(view ? base : std::nullopt, whyNot);
    if (isLoaded())
        emit loaded();
}

}  // namespace adapterscope
