// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ExplainPage.h"

#include <QAction>
#include <QEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/look/Glyph.h"
#include "ui/look/TextSize.h"
#include "ui/pages/explain/IdentityView.h"
#include "ui/pages/explain/SigmaSetup.h"
#include "ui/pages/explain/SigmaView.h"
#include "ui/widgets/SteadyScrollArea.h"

namespace adapterscope {

namespace {

/// What both figures need beside each other, in pixels for text of the usual size, and each of them above the other.
constexpr int enoughForBoth = 620, enoughHeight = 330;

}  // namespace

ExplainPage::ExplainPage(Session& session, QWidget* parent)
    : Page(session, parent),
      m_reader([this](const std::shared_ptr<ExplainData>& fresh) { take(fresh); }),
      m_stack(new QStackedWidget),
      m_setup(new SigmaSetup(session)),
      m_sigma(new SigmaView(session)),
      m_identity(new IdentityView(session)),
      m_halves(new QSplitter(Qt::Horizontal)) {
    setObjectName("explainPage");
    m_halves->setObjectName("explainFigures");
    m_halves->addWidget(m_sigma);
    m_halves->addWidget(m_identity);
    m_halves->setStretchFactor(0, 3);
    m_halves->setStretchFactor(1, 2);
    m_halves->setSizes({640, 480});
    m_halves->setChildrenCollapsible(false);
    auto* figures = new QScrollArea;
    figures->setFrameShape(QFrame::NoFrame);
    figures->setFocusPolicy(Qt::NoFocus);
    figures->setWidget(m_halves);
    figures->setWidgetResizable(true);
    figures->viewport()->setAutoFillBackground(false);
    m_halves->setAutoFillBackground(false);
    scrollToFocus(*figures);
    auto* setup = new SteadyScrollArea(m_setup);
    setup->setMayBeNarrower(true);
    m_stack->addWidget(setup);
    m_stack->addWidget(figures);
    m_stack->setCurrentIndex(m_stack->addWidget(new QWidget));  // until the project is read
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_stack);
    m_actions = m_sigma->fileActions();
    auto* between = new QAction(this);
    between->setSeparator(true);
    m_actions << between << m_identity->fileActions();
    addActions(m_actions);

    connect(m_setup, &SigmaSetup::started, this, [this] {
        emit this->session().messageRequested({Message::Level::Information,
                                               tr("The sweep is being trained; the Sweep page shows how far it is and "
                                                  "can stop it."),
                                               tr("Go to Sweep"), [this] { emit pageRequested("sweep"); },
                                               QStringLiteral("sweep")});
        showSetup(false);
        reload();
    });
    connect(m_setup, &SigmaSetup::planned, this, &ExplainPage::sayLoaded);
    connect(m_setup, &SigmaSetup::cancelled, this, [this] { showSetup(false); });
    connect(m_sigma, &SigmaView::setupWanted, this, [this] {
        if (const SigmaFigure* shown = m_sigma->shown())
            m_setup->continueFrom(shown->sweep);
        showSetup(true);
    });
    connect(m_sigma, &SigmaView::pointChosen, m_identity, &IdentityView::showDesignOf);
    connect(m_identity, &IdentityView::designWanted, this, &ExplainPage::reload);
    connect(&session, &Session::runsChanged, this, &ExplainPage::reload);
    connect(&session, &Session::withheldChanged, this, &ExplainPage::reload);
    connect(&session, &Session::curvesChanged, this, &ExplainPage::reload);
    connect(&session, &Session::projectChanged, this, [this] {
        m_setupWanted = false;
        m_stack->setCurrentIndex(m_stack->count() - 1);
        reload();
    });
    connect(&session, &Session::projectClosing, this, [this] { m_reader.release(); });
    reload();
}

ExplainPage::~ExplainPage() = default;

QIcon ExplainPage::icon() const {
    return glyphIcon(Glyph::Explain);
}

void ExplainPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_stale)
        reload();
}

void ExplainPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

void ExplainPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

void ExplainPage::arrange() {
    const int high = textsize::scaled(*this, enoughHeight);
    const bool isStacked = width() < textsize::scaled(*this, enoughForBoth) || height() < high;
    m_halves->setMinimumHeight(isStacked ? 2 * high : 0);
    const auto orientation = isStacked ? Qt::Vertical : Qt::Horizontal;
    if (m_halves->orientation() == orientation)
        return;
    m_halves->setOrientation(orientation);
    m_halves->setSizes(isStacked ? QList<int>{high, high} : QList<int>{640, 480});
}

void ExplainPage::reload() {
    // A hidden page costs nothing.
    m_stale = !isVisible();
    if (!m_stale)
        m_reader.request(session().project(), [design = m_identity->wantedDesign()](const Project& project) {
            return readExplainData(project, design);
        });
}

void ExplainPage::take(const std::shared_ptr<ExplainData>& fresh) {
    if (!fresh->fault.isEmpty())
        session().report(Message::Level::Fault, fresh->fault);
    m_isEmpty = fresh->sigma.empty() && fresh->designs.empty();
    m_identity->setData(fresh->designs, fresh->identity);
    m_sigma->setFigures(std::move(fresh->sigma));
    showSetup(m_setupWanted);
    m_isLoaded = true;
    sayLoaded();
}

bool ExplainPage::isLoaded() const {
    return m_isLoaded && (m_stack->currentIndex() != 0 || m_setup->isPlanned());
}

void ExplainPage::sayLoaded() {
    if (isLoaded())
        emit loaded();
}

void ExplainPage::showSetup(bool wanted) {
    m_setupWanted = wanted;
    m_setup->setMayCancel(!m_isEmpty);
    m_stack->setCurrentIndex(m_isEmpty || wanted ? 0 : 1);
}

}  // namespace adapterscope
