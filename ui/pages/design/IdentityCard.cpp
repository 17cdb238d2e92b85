// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/IdentityCard.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>

#include "core/common/Text.h"
#include "core/design/Methods.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Fusion.h"
#include "core/experiment/comparison/IdentityCourse.h"
#include "core/experiment/comparison/SigmaSweep.h"
#include "ui/look/PlainTip.h"
#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"
#include "ui/pages/design/IdentityStrip.h"
#include "ui/pages/design/IdentitySummary.h"
#include "ui/session/Session.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

constexpr int usualLines = 3;
constexpr int slow = 400;  // milliseconds after which the marks of an earlier design are dimmed

ProbeRequest atPaperSigma(ProbeRequest request) {
    Design design = parseDesign(request.design);
    for (AdapterSettings* adapter : adaptersOf(design))
        adapter->sigma = paperSigma;
    request.design = toText(design);
    request.sigmas = {paperSigma};
    return request;
}

/// The settings of the bottleneck adapters that are measured; null if the design has none.
const AdapterSettings* adaptersIn(const Design& design) {
    return hasAdapters(design) ? settingsIf<AdapterSettings>(design) : nullptr;
}

/// What determines where the adapters start: "At sigma = 0.01".
QString startOf(const AdapterSettings& adapter, double sigma) {
    if (adapter.isDrawnBySigma())
        return IdentityCard::tr("At sigma = %1").arg(QString::fromStdString(numberText(sigma)));
    return IdentityCard::tr("With init = %1").arg(adapter.init == Init::Lora ? QString("lora") : QString("zero"));
}

}  // namespace

IdentityCard::IdentityCard(Session& session, ProbeDispatch::Engine engine, QWidget* parent)
    : Card({}, parent),
      m_session(session),
      m_probe(new ProbeDispatch(this, std::move(engine))),
      m_strip(new IdentityStrip),
      m_heading(new QLabel(tr("Before training"))),
      m_sentence(new ToneLabel(theme::plainText)),
      m_detail(new ToneLabel(theme::quietText)),
      m_compare(new QCheckBox),
      m_again(new QPushButton(tr("Try Again"))),
      m_slow(new QTimer(this)),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight)) {
    QFont bold = m_heading->font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_sentence->setObjectName("identitySentence");
    explain({});
    m_detail->setObjectName("identityDetail");
    textsize::scale(*m_detail, 0.9);
    // Space for their usual texts, so that the first answer moves nothing.
    m_sentence->reserve(usualLines);
    m_detail->reserve(usualLines);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_compare->setObjectName("identityCompare");
    m_again->setObjectName("identityAgain");
    m_again->hide();
    auto* words = new QVBoxLayout;
    words->setSpacing(5);
    words->addWidget(m_heading);
    words->addWidget(m_sentence);
    words->addWidget(m_detail);
    words->addWidget(m_again, 0, Qt::AlignLeft);
    words->addStretch();
    words->addWidget(m_compare);
    m_columns->setSpacing(14);
    m_columns->addLayout(words, 4);
    m_columns->addWidget(m_strip, 6);
    body()->addLayout(m_columns);

    m_slow->setSingleShot(true);
    m_slow->setInterval(slow);
    connect(m_slow, &QTimer::timeout, this, [this] {
        m_strip->setCurrent(false);
        say(m_probe->isReady() ? tr("Measuring…") : tr("Starting the engine…"));
    });
    connect(m_strip, &IdentityStrip::describedChanged, this,
            [this](const QString& described) { m_detail->setText(described.isEmpty() ? m_detailWords : described); });
    connect(m_compare, &QCheckBox::toggled, this, &IdentityCard::ask);
    connect(m_again, &QPushButton::clicked, this, &IdentityCard::ask);
    connect(m_probe, &ProbeDispatch::answered, this, &IdentityCard::showAnswers);
    connect(m_probe, &ProbeDispatch::failed, this, [this](const Sentence& sentence) {
        notMeasured(tr("Not measured: %1").arg(inWindowWords(sentence)));
        m_again->show();
        emit settled();
    });
}

void IdentityCard::measure(const std::optional<BaseConfig>& base, const QString& why) {
    m_base = base;
    m_why = why;
    // Marks of another base, or of changes that the design lacks, do not belong beside the current choice.
    const QString shownBase = QString::fromStdString(m_session.choice().base);
    if (shownBase != m_shownBase || (base && !isMeasured(m_session.design()))) {
        m_shownBase = shownBase;
        m_strip->clear(base ? base->layers : 0);
    } else if (base && m_strip->view().points.empty())
        m_strip->clear(base->layers);
    ask();
}

void IdentityCard::setStacked(bool stacked) {
    m_columns->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void IdentityCard::showEvent(QShowEvent* event) {
    Card::showEvent(event);
    ask();
}

QString IdentityCard::whyNotMeasured() const {
    if (!m_session.withheld().empty())
        return tr("Not measured: no engine is started for this project before you agree to the message below.");
    if (!m_base)
        return m_why;
    if (!isMeasured(m_session.design()))
        return tr("Only the head is trained: every layer stays the base's, so there is no distance to show.");
    if (settingsIf<FusionSettings>(m_session.design()))
        return tr("A fusion starts from trained adapters: there is no start near the base to show.");
    if (m_session.isTaskLoading())
        return tr("Reading the task…");
    if (!m_session.taskFault().isEmpty())
        return tr("Not measured: the task on the left cannot be read, and its texts are the probe.");
    return {};
}

void IdentityCard::explain(const std::vector<IdentityPoint>& points) {
    m_heading->setToolTip(wrappedTip(identity::lesson(points)));
    m_sentence->setToolTip(wrappedTip(identity::lesson(points)));
}

void IdentityCard::ask() {
    const auto* settings = adaptersIn(m_session.design());
    const bool skip = !settings || settings->skip;
    m_compare->setText(skip ? tr("The same &without the skip connection") : tr("The same &with the skip connection"));
    m_compare->setEnabled(settings && settings->form == Form::Sequential && methodOf(m_session.design()).key("skip"));
    m_compare->setToolTip(wrappedTip(
        m_compare->isEnabled() || !settings
            ? tr("Measures the same adapters with their skip connection switched. Without it an adapter near 0 "
                 "loses its input instead of passing it on: that is why the skip is there.")
            : tr("A parallel adapter adds to the sub-layer's output: it has no skip connection of its own.")));
    m_again->hide();
    if (const QString why = whyNotMeasured(); !why.isEmpty()) {
        m_probe->forget();
        notMeasured(why);
        return;
    }
    if (!isVisible())
        return;
    ProbeRequest request;
    request.design = toText(m_session.design());
    request.base = m_session.choice().base;
    request.task = m_session.choice().task;
    if (settings)
        request.sigmas = {settings->sigma};
    request.pooling = m_session.pooling();
    // At the paper's sigma the same design measures the same, so it is measured once and not at every step of a drag.
    ProbeDispatch::Question question{request};
    if (settings && atPaperSigma(request) != m_paperOf)
        question.front().sigmas.push_back(paperSigma);
    if (m_compare->isChecked() && m_compare->isEnabled()) {
        Design switched = m_session.design();
        for (AdapterSettings* adapter : adaptersOf(switched))
            adapter->skip = !skip;
        request.design = toText(switched);
        question.push_back(request);
    }
    m_probe->ask(question);
    if (!m_slow->isActive())
        m_slow->start();
    if (m_strip->view().points.empty())
        say(m_probe->isReady() ? tr("Measuring…") : tr("Starting the engine…"));
}

void IdentityCard::showAnswers(const ProbeDispatch::Question& question, const ProbeDispatch::Answers& answers) {
    const Design design = parseDesign(question.front().design);
    const AdapterSettings* settings = adaptersIn(design);
    const ProbeResult& own = answers.front().front();
    IdentityStrip::View view;
    view.layers = static_cast<int>(own.states.size()) - 1;
    view.points = own.layers;
    view.skip = !settings || settings->skip;
    std::optional<ProbeResult> switched;
    if (answers.size() > 1) {
        switched = answers[1].front();
        view.switched = switched->layers;
    }
    if (answers.front().size() > 1) {
        m_paperOf = atPaperSigma(question.front());
        m_paper = meanOfAdapters(answers.front().back().layers);
    }
    if (settings && settings->isDrawnBySigma())
        view.paper = m_paper;
    m_strip->setView(view);
    explain(own.layers);
    say(settings ? identity::sentence(startOf(*settings, own.sigma), own, settings->skip, switched)
                 : identity::sentenceWithoutAdapters(own),
        identity::detail(own));
    m_detail->setToolTip(wrappedTip(identity::labelsTip(own)));
    if (m_probe->isBusy())
        return;  // a newer one is coming
    m_slow->stop();
    emit settled();
}

void IdentityCard::say(const QString& sentence, const QString& detail) {
    m_sentence->setText(sentence);
    m_detailWords = detail;
    m_detail->setText(m_strip->described().isEmpty() ? detail : m_strip->described());
}

void IdentityCard::notMeasured(const QString& why) {
    m_slow->stop();
    m_strip->setCurrent(false);
    say(why);
}

}  // namespace adapterscope
