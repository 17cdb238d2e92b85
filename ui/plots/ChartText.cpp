// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ChartText.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <utility>

#include "ui/look/PlainTip.h"
#include "ui/plots/AxisText.h"

namespace adapterscope {

namespace {

constexpr int entrySpacing = 2;
constexpr int manyLines = 10000;  // no text has more

class WholeTextTips : public QObject {
public:
    explicit WholeTextTips(QCustomPlot& plot) : QObject(&plot), m_plot(plot) { plot.installEventFilter(this); }

    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::ToolTip)
            return false;
        const auto* help = static_cast<const QHelpEvent*>(event);
        const QString whole = wholeTextAt(m_plot, help->pos());
        if (whole.isEmpty())
            return false;
        QToolTip::showText(help->globalPos(), plainTip(whole), &m_plot);
        return true;
    }

private:
    QCustomPlot& m_plot;
};

template <typename Element>
QList<const Element*> elementsOf(const QCustomPlot& plot) {
    QList<const Element*> found;
    for (const QCPLayoutElement* element : plot.findChildren<QCPLayoutElement*>())
        if (const auto* wanted = dynamic_cast<const Element*>(element))
            found << wanted;
    return found;
}

}  // namespace

ChartText::ChartText(QCustomPlot& plot, const QFont& font, std::function<TextRoom()> room)
    : QCPTextElement(&plot, QString(), font), m_room(std::move(room)) {
    setTextFlags(Qt::AlignLeft | Qt::AlignTop);
    setSelectable(false);
    setMargins({0, 1, 0, 1});
}

QString ChartText::shownText() const {
    const TextRoom room = m_room();
    if (!room.isCut)
        return m_fitted.of(mText, mFont, room.width, room.lines);
    return m_fitted.of(mText, mFont, room.width, manyLines)
        .split(QLatin1Char('\n'))
        .mid(room.from, room.lines)
        .join(QLatin1Char('\n'));
}

QSize ChartText::minimumOuterSizeHint() const {
    const QString shown = shownText();  // a text without words would be as high as one with them
    const QSize size =
        shown.isEmpty() ? QSize(0, 0) : QFontMetrics(mFont).boundingRect(0, 0, 0, 0, Qt::AlignCenter, shown).size();
    return {size.width() + mMargins.left() + mMargins.right(), size.height() + mMargins.top() + mMargins.bottom()};
}

QSize ChartText::maximumOuterSizeHint() const {
    return {QWIDGETSIZE_MAX, minimumOuterSizeHint().height()};
}

void ChartText::draw(QCPPainter* painter) {
    const QString whole = std::exchange(mText, shownText());
    QCPTextElement::draw(painter);
    mText = whole;
}

LegendEntry::LegendEntry(QCPLegend* legend, QCPAbstractPlottable* plottable, std::function<TextRoom()> room)
    : QCPPlottableLegendItem(legend, plottable), m_room(std::move(room)) {}

QString LegendEntry::shownName() const {
    const TextRoom room = m_room();
    QStringList others;
    for (int i = 0; i < mParentLegend->itemCount(); ++i)
        if (const auto* other = dynamic_cast<const LegendEntry*>(mParentLegend->item(i)); other && other != this)
            others << other->name();
    return m_fitted.of(mPlottable->name(), getFont(),
                       room.width - mParentLegend->iconSize().width() - mParentLegend->iconTextPadding(), room.lines,
                       others);
}

template <typename Action>
auto LegendEntry::withShownName(Action action) const {
    struct Renamed {
        QCPAbstractPlottable& plottable;
        QString whole;
        ~Renamed() { plottable.setName(whole); }
    };
    const Renamed renamed{*mPlottable, mPlottable->name()};
    mPlottable->setName(shownName());
    return action();
}

int LegendEntry::fullHeight() const {
    return withShownName([this] { return QCPPlottableLegendItem::minimumOuterSizeHint().height() + entrySpacing; });
}

int LegendEntry::wholeWidth() const {
    return mParentLegend->iconSize().width() + mParentLegend->iconTextPadding() +
           QFontMetrics(getFont()).horizontalAdvance(mPlottable->name()) + entrySpacing;
}

QSize LegendEntry::minimumOuterSizeHint() const {
    if (m_leftOut)
        return {0, 0};
    return withShownName([this] { return QCPPlottableLegendItem::minimumOuterSizeHint() + QSize(0, entrySpacing); });
}

void LegendEntry::draw(QCPPainter* painter) {
    if (!m_leftOut)
        withShownName([&] { QCPPlottableLegendItem::draw(painter); });
}

void addLegendEntry(QCPLegend& legend, QCPAbstractPlottable* plottable, const QString& name,
                    std::function<TextRoom()> room) {
    plottable->setName(name);
    legend.addItem(new LegendEntry(&legend, plottable, std::move(room)));
}

ChartText* addInsetText(QCPAxisRect* rect) {
    QCustomPlot& plot = *rect->parentPlot();
    auto* text = new ChartText(plot, plot.font(), [rect] {
        return TextRoom{rect->width() - 24, std::max(1, rect->height() / 24)};
    });
    text->setTextFlags(Qt::AlignCenter);
    rect->insetLayout()->addElement(text, Qt::AlignCenter);
    return text;
}

void boundTexts(QCustomPlot& plot) {
    new WholeTextTips(plot);
    QObject::connect(&plot, &QCustomPlot::afterLayout, &plot, [&plot] { fitAxisTexts(plot); });
}

QString wholeTextAt(const QCustomPlot& plot, const QPointF& position) {
    const QPoint at = position.toPoint();
    for (const ChartText* text : elementsOf<ChartText>(plot))
        if (text->rect().contains(at) && text->shownText() != text->text())
            return text->text();
    for (const LegendEntry* entry : elementsOf<LegendEntry>(plot))
        if (entry->rect().contains(at) && entry->shownName() != entry->name())
            return entry->name();
    for (const QCPAxisRect* rect : plot.axisRects())
        for (QCPAxis* axis : rect->axes()) {
            const QString whole = wholeLabelOf(*axis);
            if (!whole.isEmpty() && !isLabelWhole(*axis) && axis->getPartAt(position) == QCPAxis::spAxisLabel)
                return whole;
        }
    return {};
}

int leftOutEntries(const QCustomPlot& plot) {
    const auto entries = elementsOf<LegendEntry>(plot);
    return static_cast<int>(
        std::count_if(entries.begin(), entries.end(), [](const LegendEntry* entry) { return entry->isLeftOut(); }));
}

QStringList wholeTexts(const QCustomPlot& plot) {
    QStringList texts;
    for (const ChartText* text : elementsOf<ChartText>(plot))
        if (!text->text().isEmpty())
            texts << text->text();
    for (const LegendEntry* entry : elementsOf<LegendEntry>(plot))
        texts << entry->name();
    return texts;
}

}  // namespace adapterscope
