// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ChartText.h"

#include <QHelpEvent>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/look/Breakable.h"
#include "ui/look/PlainTip.h"
#include "ui/plots/AxisText.h"

namespace adapterscope {

namespace {

constexpr int entrySpacing = 2;
constexpr int manyLines = 10000;  // no text has more

/// One paragraph's lines.
QStringList wrapped(const QString& given, const QFont& font, int width) {
    const QString text = keptTogether(given);
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const QString shown = withoutBreakPlaces(text.mid(line.textStart(), line.textLength()));
        lines << QString(shown).replace(QChar::Nbsp, QLatin1Char(' ')).trimmed();
    }
    layout.endLayout();
    return lines;
}

/// The same with at most that many lines, shortened in the middle if necessary.
QStringList wrapped(const QString& text, const QFont& font, int width, int most) {
    QStringList lines = wrapped(breakableAtSigns(text), font, width);
    if (lines.size() > most)
        lines = wrapped(text, font, width);  // broken inside a name rather than shortened
    const QFontMetrics metrics(font);
    for (int room = most * width; lines.size() > most && room > 0; room -= std::max(1, width / 8)) {
        const QString elided = metrics.elidedText(text, Qt::ElideMiddle, room);
        lines = elided.isEmpty() ? QStringList() : wrapped(elided, font, width);
    }
    return lines.mid(0, most);
}

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

QString boundedText(const QString& text, const QFont& font, int width, int lines) {
    if (text.isEmpty() || width <= 0 || lines <= 0)
        return {};
    QStringList paragraphs = text.split(QLatin1Char('\n'));
    if (paragraphs.size() > lines)
        paragraphs = {paragraphs.join(QStringLiteral("; "))};
    QStringList bounded;
    for (qsizetype i = 0; i < paragraphs.size() && bounded.size() < lines; ++i) {
        // Each later paragraph keeps a line of its own.
        const int later = static_cast<int>(paragraphs.size() - i) - 1;
        const int room = std::max(1, lines - static_cast<int>(bounded.size()) - later);
        bounded << wrapped(paragraphs[i].simplified(), font, width, room);
    }
    return bounded.join(QLatin1Char('\n'));
}

ChartText::ChartText(QCustomPlot& plot, const QFont& font, std::function<TextRoom()> room)
    : QCPTextElement(&plot, QString(), font), m_room(std::move(room)) {
    setTextFlags(Qt::AlignLeft | Qt::AlignTop);
    setSelectable(false);
    setMargins({0, 1, 0, 1});
}

QString ChartText::shownText() const {
    const TextRoom room = m_room();
    if (!room.isCut)
        return boundedText(mText, mFont, room.width, room.lines);
    const QString all = boundedText(mText, mFont, room.width, manyLines);
    return all.split(QLatin1Char('\n')).mid(room.from, room.lines).join(QLatin1Char('\n'));
}

QSize ChartText::minimumOuterSizeHint() const {
    const QSize size = QFontMetrics(mFont).boundingRect(0, 0, 0, 0, Qt::AlignCenter, shownText()).size();
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
    return boundedText(mPlottable->name(), getFont(),
                       room.width - mParentLegend->iconSize().width() - mParentLegend->iconTextPadding(), room.lines);
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
