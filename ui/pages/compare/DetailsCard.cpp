// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/DetailsCard.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

#include "core/design/Methods.h"
#include "core/experiment/comparison/MoreSeeds.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/statistics/Decision.h"
#include "ui/look/At.h"
#include "ui/look/Breakable.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/RemarkLabel.h"

namespace adapterscope {

namespace {

/// The value follows its name in one paragraph: in a small window, a column of its own would be one word wide.
QString row(const QString& name, const QString& value) {
    return QStringLiteral(
               "<p style='margin-top:0px; margin-bottom:3px; margin-left:12px; text-indent:-12px'>%1: %2</p>")
        .arg(keptTogether(name).toHtmlEscaped(), keptTogether(value).toHtmlEscaped());
}

const ComparedDesign* byKey(const std::vector<ComparedDesign>& compared, const std::string& key) {
    const auto found =
        std::find_if(compared.begin(), compared.end(), [&](const auto& design) { return design.key == key; });
    return found == compared.end() ? nullptr : &*found;
}

const BudgetFigure::Design* byKey(const BudgetFigure& figure, const std::string& key) {
    const auto found = std::find_if(figure.designs.begin(), figure.designs.end(),
                                    [&](const auto& design) { return design.key == key; });
    return found == figure.designs.end() ? nullptr : &*found;
}

/// Panels of a figure may show several bases and tasks; only designs of the same ones have a difference.
bool areComparable(const ComparedDesign& design, const ComparedDesign& other) {
    return design.spec.baseHash == other.spec.baseHash && design.spec.taskHash == other.spec.taskHash;
}

QString points(double difference) {
    return QStringLiteral("%1%2")
        .arg(difference < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"))
        .arg(std::abs(difference) * 100, 0, 'f', 2);
}

QString verdictWord(Verdict verdict) {
    return verdict == Verdict::Better  ? DetailsCard::tr("better")
           : verdict == Verdict::Worse ? DetailsCard::tr("worse")
                                       : DetailsCard::tr("undecided");
}

/// The verdict and, if there is none, why not and what would decide it.
QString verdictText(const Estimate& difference, const std::string& split) {
    if (const Verdict verdict = verdictOn(difference); verdict != Verdict::Undecided)
        return verdictWord(verdict);
    return DetailsCard::tr("undecided; %1").arg(inWindowWords(inWords(neededToDecide(difference), difference, split)));
}

/// The difference in one line.
QString differenceText(const ComparedDesign& design, const ComparedDesign& reference) {
    if (!areComparable(design, reference))
        return DetailsCard::tr("on another task or base");
    const Estimate difference = differenceBetween(design, reference);
    if (difference.n == 0)
        return DetailsCard::tr("no seed in common");
    QString text = DetailsCard::tr("%1 points").arg(points(difference.mean));
    if (difference.hasInterval())
        text += DetailsCard::tr(" (%1 to %2)").arg(points(difference.low), points(difference.high));
    return DetailsCard::tr("%1, %2").arg(text, verdictWord(verdictOn(difference)));
}

QString headingAgainst(const QString& name) {
    return QStringLiteral("<p style='margin-top:12px; margin-bottom:3px'><b>%1</b></p>")
        .arg(breakable(DetailsCard::tr("Against %1, by seed").arg(name)).toHtmlEscaped());
}

/// How many rates a design was given, and whether others had more chances.
QString ratesText(const BudgetFigure::Design& design) {
    const QString rates = withSeparators(design.rates);
    if (design.hasFewerRates)
        return DetailsCard::tr("%1, fewer than others here").arg(rates);
    return design.hasPilots ? DetailsCard::tr("%1, chosen by pilots on dev").arg(rates) : rates;
}

/// For which the buttons have room; a difference that takes more is hardly ever decided.
constexpr int mostSeeds = 999;

QString moreSeedsText(int seeds, std::ptrdiff_t runs) {
    return DetailsCard::tr("&Add %1 Seed(s)", nullptr, plural(seeds)).arg(withSeparators(seeds)) +
           QStringLiteral(" (%1)").arg(counts::runs(runs));
}

QString pinText(bool isPinned) {
    return isPinned ? DetailsCard::tr("Release &Reference") : DetailsCard::tr("Use as &Reference");
}

/// What the interval takes into account.
QString nameOfInterval(const Estimate& estimate) {
    if (estimate.rowError == RowError::Unknown)
        return DetailsCard::tr("95 % t interval");
    return DetailsCard::tr("95 % interval");
}
QString chanceText(const Estimate& estimate, const std::string& split) {
    const QString rows =
        counts::rows(estimate.rows) + (split == "test" ? DetailsCard::tr(" of test") : DetailsCard::tr(" of dev"));
    switch (estimate.rowError) {
        case RowError::Recorded:
            return DetailsCard::tr("of the seeds and of %1").arg(rows);
        case RowError::Unpaired:
            return DetailsCard::tr(
                       "of the seeds and of at least %1, not compared one by one: which were answered correctly was "
                       "not recorded")
                .arg(rows);
        case RowError::Unknown:
            break;
    }
    return DetailsCard::tr("only of the seeds: how many rows were scored is not known");
}

}  // namespace

DetailsCard::DetailsCard(QWidget* parent)
    : Card({}, parent),
      m_title(new QLabel),
      m_body(new QLabel),
      m_remarks(new RemarkLabel("designRemarks", tr("the design's runs"))),
      m_actions(new QWidget),
      m_pin(new QPushButton),
      m_moreSeeds(new QPushButton) {
    setObjectName("designDetails");
    setAccessibleName(tr("Selected design"));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_body->setObjectName("designDetailsText");
    m_body->setWordWrap(true);
    m_body->setTextFormat(Qt::RichText);
    m_body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_body->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_pin->setObjectName("pinReference");
    m_pin->setText(pinText(false));
    m_pin->setToolTip(tr("Compare every other design with this one, seed by seed, instead of with full fine-tuning"));
    body()->addWidget(m_title);
    body()->addWidget(m_body, 1);
    body()->addWidget(m_remarks);
    m_moreSeeds->setObjectName("moreSeeds");
    m_moreSeeds->setText(moreSeedsText(1, 2));  // an empty one has another size
    m_moreSeeds->setToolTip(
        tr("Adds these runs to the sweep: they would decide the difference in four of five cases, if it and the "
           "seeds' spread are as measured"));
    auto* actions = new QVBoxLayout(m_actions);
    actions->setContentsMargins(14, 0, 0, 0);
    actions->addWidget(m_moreSeeds, 0, Qt::AlignLeft);  // above the other, which does not move when it appears
    actions->addWidget(m_pin, 0, Qt::AlignLeft);
    m_moreSeeds->hide();
    connect(m_moreSeeds, &QPushButton::clicked, this, [this] { emit runsWanted(m_runs); });
    connect(m_pin, &QPushButton::clicked, this, [this] {
        m_reference = m_reference == m_shown ? std::string() : m_shown;
        emit referenceChanged();
    });
}

int DetailsCard::steadyWidth() const {
    const auto widthWith = [](const QPushButton& button, const QString& text) {
        const auto ofText = [&](const QString& words) {
            return button.fontMetrics().size(Qt::TextShowMnemonic, words).width();
        };
        return button.sizeHint().width() - ofText(button.text()) + ofText(text);
    };
    const QMargins margins = layout()->contentsMargins();
    return margins.left() + margins.right() +
           std::max({widthWith(*m_pin, pinText(false)), widthWith(*m_pin, pinText(true)),
                     widthWith(*m_moreSeeds, moreSeedsText(mostSeeds, std::ptrdiff_t{2} * mostSeeds)),
                     m_title->fontMetrics().horizontalAdvance(QStringLiteral("original-layernorm="))});
}

const ComparedDesign* DetailsCard::referenceFor(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared,
                                                const QStringList& keys) const {
    const ComparedDesign* shown = byKey(compared, m_shown);
    const auto beside = [&](const std::string& key) -> const ComparedDesign* {
        const ComparedDesign* other = byKey(compared, key);
        return shown && other && areComparable(*shown, *other) ? other : nullptr;
    };
    if (keys.size() >= 2)
        return beside(keys[1].toStdString());
    if (const auto* pinned = byKey(figure, m_reference) ? beside(m_reference) : nullptr)
        return pinned;
    const BudgetFigure::Design* best = nullptr;
    for (const auto& design : figure.designs)
        if (design.method == yardstick().name && beside(design.key) &&
            (!best || design.estimate.mean > best->estimate.mean))
            best = &design;
    return best ? byKey(compared, best->key) : nullptr;
}

void DetailsCard::offerSeeds(const ComparedDesign* design, const ComparedDesign* reference,
                             const std::map<std::string, Status>& known) {
    m_runs.clear();
    m_moreSeeds->hide();
    if (!design || !reference)
        return;
    const std::optional<int> seeds = neededToDecide(differenceBetween(*design, *reference)).seeds;
    if (!seeds)
        return;
    m_runs = runsForMoreSeeds(*design, *reference, *seeds, known);
    m_moreSeeds->setVisible(!m_runs.empty());
    m_moreSeeds->setText(moreSeedsText(*seeds, std::ssize(m_runs)));
}

void DetailsCard::showDesigns(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared,
                              const QStringList& keys, const std::map<std::string, Status>& known) {
    m_shown = keys.isEmpty() ? std::string() : keys.first().toStdString();
    const BudgetFigure::Design* design = byKey(figure, m_shown);
    const ComparedDesign* numbers = byKey(compared, m_shown);
    m_pin->setVisible(design != nullptr);
    m_remarks->setRemarks(numbers ? inWindowWords(numbers->remarks) : QStringList());
    const ComparedDesign* reference = design && numbers ? referenceFor(figure, compared, keys) : nullptr;
    if (reference && reference->key == design->key)
        reference = nullptr;
    offerSeeds(numbers, reference, known);
    if (design && numbers && keys.size() > 2) {
        offerSeeds(nullptr, nullptr, known);
        m_remarks->setRemarks({});
        m_pin->setText(pinText(m_reference == m_shown));
        m_title->setText(tr("%1 selected").arg(counts::designs(keys.size())));
        m_body->setText(comparisonRows(figure, compared, keys));
        return;
    }
    if (!design || !numbers) {
        m_title->setText(tr("Nothing selected"));
        m_body->setText(keys.isEmpty() ? tr("Click a point or a row to see its numbers; select two designs to see "
                                            "their difference, seed by seed.")
                                       : tr("This design has no finished run yet."));
        return;
    }
    m_pin->setText(pinText(m_reference == m_shown));
    m_title->setText(breakable(QString::fromStdString(design->text)));
    QString body = estimateRows(figure, *design, *numbers);
    if (reference)
        body += differenceRows(figure, *numbers, *reference);
    m_body->setText(body);
}

/// Of more than two designs, with the reference that the person chose or else with the first of them.
QString DetailsCard::comparisonRows(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared,
                                    const QStringList& keys) const {
    constexpr int mostRows = 40;
    const ComparedDesign* pinned = byKey(figure, m_reference) ? byKey(compared, m_reference) : nullptr;
    const bool isPinned = pinned && areComparable(*pinned, *byKey(compared, m_shown));
    const std::string against = isPinned ? m_reference : m_shown;
    QString rows = headingAgainst(QString::fromStdString(byKey(figure, against)->text));
    int shown = 0, leftOut = 0;
    for (const QString& key : keys) {
        const BudgetFigure::Design* design = byKey(figure, key.toStdString());
        const ComparedDesign* numbers = byKey(compared, key.toStdString());
        if (!design || !numbers || design->key == against)
            continue;
        if (++shown > mostRows)
            ++leftOut;
        else
            rows += row(breakable(QString::fromStdString(design->text)),
                        differenceText(*numbers, *byKey(compared, against)));
    }
    if (leftOut > 0)
        rows += row(tr("Not listed"), counts::designs(leftOut));
    return rows +
           QStringLiteral("<p style='margin-top:12px; margin-bottom:3px'>%1</p>")
               .arg(tr("All are compared with the point that was selected first, or the uppermost row; a design "
                       "that is used as reference takes its place. Select one or two for all of their numbers."));
}

QString DetailsCard::estimateRows(const BudgetFigure& figure, const BudgetFigure::Design& design,
                                  const ComparedDesign& numbers) const {
    const std::optional<RunCosts>& costs = numbers.costs;
    QString rows;
    if (design.design != design.text)
        rows += row(tr("Design"), breakable(QString::fromStdString(design.design)));
    rows += row(tr("Learning rate"), QString::fromStdString(rateText(effectiveLearningRate(numbers.spec))));
    rows += row(tr("Rates tried"), ratesText(design));
    rows += row(tr("Trained"), withSeparators(design.trained));
    const std::vector<BudgetFigure::Panel> panels = figure.shownPanels();
    if (const auto base = at(panels, design.panel).baseParameters; base > 0)
        rows += row(tr("of the base"),
                    tr("%1 %").arg(100.0 * static_cast<double>(design.trained) / static_cast<double>(base), 0, 'g', 3));
    if (costs) {
        rows += row(tr("Stored"), tr("%1 (%2 bytes)").arg(withSeparators(costs->stored), withSeparators(costs->bytes)));
        rows += row(tr("Multiply-adds"), tr("%1 a token").arg(withSeparators(costs->multiplyAdds)));
    }
    const Estimate& estimate = design.estimate;
    rows += row(tr("Mean on %1").arg(QString::fromStdString(figure.split)),
                tr("%1 (n = %2)").arg(fraction(estimate.mean, 4)).arg(estimate.n));
    if (estimate.hasInterval()) {
        if (estimate.error > 0)
            rows += row(tr("Standard error"), fraction(estimate.error, 4));
        rows +=
            row(nameOfInterval(estimate), tr("%1 to %2").arg(fraction(estimate.low, 4), fraction(estimate.high, 4)));
        rows += row(tr("Chance"), chanceText(estimate, figure.split));
    } else if (estimate.n > 1) {
        rows += row(tr("95 % t interval"), tr("none: the seeds do not differ"));
    }
    QStringList seeds;
    for (const auto& seed : design.seeds)
        if (seeds.size() < 8)
            seeds << tr("%1 (seed %2)").arg(fraction(seed.value, 4)).arg(seed.seed);
    rows += row(tr("Seeds"), seeds.join(QStringLiteral(", ")));
    if (design.tried > 1)
        rows += row(tr("Chosen"), tr("the best of %1 on dev").arg(design.tried));
    // What was chosen on dev is best reported on test.
    if (const auto& other = figure.split == "test" ? numbers.onDev : numbers.onTest)
        rows += row(
            figure.split == "test" ? tr("Mean on dev") : tr("Mean on test"),
            other->hasInterval()
                ? tr("%1 (%2 to %3)").arg(fraction(other->mean, 4), fraction(other->low, 4), fraction(other->high, 4))
                : fraction(other->mean, 4));
    if (design.diverged > 0)
        rows += row(tr("Diverged"), QString::number(design.diverged));
    if (design.unfinished > 0)
        rows += row(tr("Unfinished"), QString::number(design.unfinished));
    const QString front =
        design.front == FrontState::On ? tr("on it")
        : design.front == FrontState::Dominated
            ? tr("dominated; a design that costs no more is better")
            : tr("undecided; a design that costs no more has a mean at least as high, but is not surely better");
    return rows + row(tr("Pareto front"), front);
}

QString DetailsCard::differenceRows(const BudgetFigure& figure, const ComparedDesign& design,
                                    const ComparedDesign& reference) const {
    const BudgetFigure::Design* named = byKey(figure, reference.key);
    const QString name = QString::fromStdString(named ? named->text : reference.label);
    const Estimate difference = differenceBetween(design, reference);
    QString rows = headingAgainst(name);
    if (difference.n == 0)
        return rows + row(tr("Difference"), tr("no seed in common"));
    rows += row(tr("Difference"), tr("%1 points (n = %2)").arg(points(difference.mean)).arg(difference.n));
    if (difference.hasInterval())
        rows += row(nameOfInterval(difference), tr("%1 to %2").arg(points(difference.low), points(difference.high)));
    return rows + row(tr("Verdict"), verdictText(difference, figure.split));
}

}  // namespace adapterscope
