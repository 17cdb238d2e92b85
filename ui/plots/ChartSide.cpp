// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ChartSide.h"

#include <QCoreApplication>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

#include "ui/plots/PlotStyle.h"

namespace adapterscope {

namespace {

constexpr int narrowest = 110, widest = 300;
constexpr double share = 0.3;  ///< of the plot's width
constexpr int lineSpacing = 2, legendMargin = 6, rightMargin = 4, columnGap = 8;
constexpr int mostLegendColumns = 3;
constexpr int heightOfLine = 36;  ///< pixels of the plot for each line of words, if the legend needs the rest

int sumOf(const std::vector<int>& heights, std::size_t from = 0) {
    return std::accumulate(heights.begin() + static_cast<std::ptrdiff_t>(from), heights.end(), 0);
}

}  // namespace

/// Owned by the plot's layout.
class ChartSide::Column : public QCPLayoutGrid {
public:
    explicit Column(QCustomPlot& plot) : m_plot(plot) {
        setMargins({0, legendMargin, rightMargin, legendMargin});
        setRowSpacing(lineSpacing);
        prepareLegend(plot);
        plot.legend->setMargins({0, legendMargin, 0, legendMargin});
        plot.legend->setColumnSpacing(columnGap);
        title = addText([this] { return TextRoom{m_width, std::max(1, m_plot.viewport().height() / 80)}; }, true);
        add(plot.legend);
        more = addText([this] { return TextRoom{m_width, 1}; });
        words = addText([this] { return m_wordsRoom; });
        addElement(rowCount(), 0, new QCPLayoutElement(&plot));  // takes what is left
    }

    void update(UpdatePhase phase) override {
        if (phase == upPreparation)
            arrange();
        QCPLayoutGrid::update(phase);
    }

    TextRoom entryRoom() const {
        const int lines = m_columns > 1 ? 1 : m_bar ? linesInWindow() : 2;
        return {(m_width - (m_columns - 1) * columnGap) / m_columns, lines};
    }
    QCPLegend* legend() const { return m_plot.legend; }

    void addScrollBar();
    void placeScrollBar();
    void writeWords() { words->setText((notes + remarks).join(QLatin1Char('\n'))); }

    ChartText *title, *more, *words;
    QStringList notes, remarks;

private:
    using Entries = std::vector<LegendEntry*>;

    void add(QCPLayoutElement* element) {
        addElement(rowCount(), 0, element);
        setRowStretchFactor(rowCount() - 1, 0.001);  // as high as its text
    }
    ChartText* addText(std::function<TextRoom()> room, bool bold = false) {
        QFont font = m_plot.font();
        font.setBold(bold);
        auto* text = new ChartText(m_plot, font, std::move(room));
        add(text);
        return text;
    }

    void arrange();
    void spread(const Entries& entries);
    void scroll(const Entries& entries);
    void leaveOut(const Entries& entries);
    void useColumns(int columns, int width);
    std::vector<int> rowHeights(const Entries& entries) const;
    void showRows(const Entries& entries, std::size_t from, std::size_t to) const;
    /// Where the legend scrolls, a name rather takes more lines than loses a value, but two fit below each other.
    int linesInWindow() const {
        return std::clamp(m_plot.viewport().height() / (2 * QFontMetrics(m_plot.font()).lineSpacing()) - 1, 3, 6);
    }
    int most() const { return m_plot.viewport().width() / 3 - rightMargin; }
    int usualWidth() const {
        return std::min(std::clamp(static_cast<int>(share * m_plot.viewport().width()), narrowest, widest), most());
    }
    /// Of the scroll bar, with the gap before it.
    int barWidth() const { return m_bar->sizeHint().width() + lineSpacing; }
    /// For the rows of the legend and the words.
    int room() const {
        return m_plot.viewport().height() - 4 * legendMargin - 5 * lineSpacing - title->height() - more->height();
    }
    QString moreText(int leftOut, int all) const {
        return leftOut == 0     ? QString()
               : leftOut == all ? ChartSide::tr("%1 series").arg(leftOut)
                                : ChartSide::tr("and %1 more").arg(leftOut);
    }

    QCustomPlot& m_plot;
    int m_width = narrowest, m_columns = 1;
    TextRoom m_wordsRoom;
    QScrollBar* m_bar = nullptr;
    int m_first = 0;  ///< of the rows and lines, the one at the top
    int m_last = 0, m_shown = 0;
    bool m_scrolls = false;
};

void ChartSide::Column::arrange() {
    Entries entries;
    for (int i = 0; i < legend()->itemCount(); ++i)
        if (auto* entry = dynamic_cast<LegendEntry*>(legend()->item(i)))
            entries.push_back(entry);
    more->setText({});
    m_scrolls = false;
    spread(entries);
    if (sumOf(rowHeights(entries)) + words->height() <= room())
        showRows(entries, 0, entries.size());
    else if (m_bar)
        scroll(entries);
    else
        leaveOut(entries);
    setMargins({0, legendMargin, rightMargin + (m_scrolls ? barWidth() : 0), legendMargin});
}

void ChartSide::Column::useColumns(int columns, int width) {
    m_width = width;
    m_wordsRoom = TextRoom{width, 10000};
    m_columns = columns;
    if (legend()->wrap() == columns)
        return;
    legend()->setWrap(columns);
    legend()->setFillOrder(foColumnsFirst, true);
}

/// In one column as usual; if that is too long, in as many as a third of the plot holds without shortening a name.
void ChartSide::Column::spread(const Entries& entries) {
    useColumns(1, usualWidth());
    int longest = 0;
    for (const LegendEntry* entry : entries)
        longest = std::max(longest, entry->wholeWidth());
    for (int columns = 2; columns <= mostLegendColumns; ++columns) {
        if (sumOf(rowHeights(entries)) + words->height() <= room() ||
            longest > (most() - (columns - 1) * columnGap) / columns)
            return;
        useColumns(columns, most());
    }
}

std::vector<int> ChartSide::Column::rowHeights(const Entries& entries) const {
    std::vector<int> heights;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i % static_cast<std::size_t>(m_columns) == 0)
            heights.push_back(0);
        heights.back() = std::max(heights.back(), entries[i]->fullHeight());
    }
    return heights;
}

void ChartSide::Column::showRows(const Entries& entries, std::size_t from, std::size_t to) const {
    const auto columns = static_cast<std::size_t>(m_columns);
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i]->setLeftOut(i / columns < from || i / columns >= to);
}

/// What is between the first row or line and the last that fits after it.
void ChartSide::Column::scroll(const Entries& entries) {
    m_scrolls = true;
    useColumns(1, most() - barWidth());
    std::vector<int> heights = rowHeights(entries);
    const std::size_t rows = heights.size();
    const auto lines = static_cast<std::size_t>(words->text().isEmpty() ? 0 : words->shownText().count('\n') + 1);
    heights.insert(heights.end(), lines, QFontMetrics(m_plot.font()).lineSpacing());
    std::size_t last = 0;
    while (last + 1 < heights.size() && sumOf(heights, last) > room())
        ++last;
    m_last = static_cast<int>(last);
    m_first = std::clamp(m_first, 0, m_last);
    const auto first = static_cast<std::size_t>(m_first);
    std::size_t end = first;
    for (int used = 0; end < heights.size() && used + heights[end] <= room(); ++end)
        used += heights[end];
    m_shown = static_cast<int>(end - first);
    showRows(entries, first, std::min(end, rows));
    m_wordsRoom.isCut = true;
    m_wordsRoom.from = static_cast<int>(std::max(first, rows) - rows);
    m_wordsRoom.lines = static_cast<int>(std::max(end, rows) - std::max(first, rows));
}

/// On paper, where nothing scrolls.
void ChartSide::Column::leaveOut(const Entries& entries) {
    m_wordsRoom.lines = std::max(1, m_plot.viewport().height() / heightOfLine);
    const std::vector<int> heights = rowHeights(entries);
    const int all = static_cast<int>(entries.size());
    more->setText(moreText(1, all + 1));  // for its height
    std::size_t rows = 0;
    for (int used = words->height(); rows < heights.size() && used + heights[rows] <= room(); ++rows)
        used += heights[rows];
    showRows(entries, 0, rows);
    const auto leftOut = std::count_if(entries.begin(), entries.end(), [](auto* entry) { return entry->isLeftOut(); });
    more->setText(moreText(static_cast<int>(leftOut), all));
}

void ChartSide::Column::addScrollBar() {
    m_bar = new QScrollBar(Qt::Vertical, &m_plot);
    m_bar->setObjectName(m_plot.objectName() + QStringLiteral("Legend"));
    m_bar->setAccessibleName(ChartSide::tr("Legend"));
    m_bar->setToolTip(ChartSide::tr("Shows the rest of the legend and its notes; the wheel over them does the same"));
    m_bar->setFocusPolicy(Qt::StrongFocus);
    m_bar->hide();
    QObject::connect(m_bar, &QScrollBar::valueChanged, &m_plot, [this](int first) {
        m_first = first;
        m_plot.replot(QCustomPlot::rpQueuedReplot);
    });
    QObject::connect(&m_plot, &QCustomPlot::afterLayout, m_bar, [this] { placeScrollBar(); });
}

void ChartSide::Column::placeScrollBar() {
    const QSignalBlocker quiet(m_bar);
    m_bar->setVisible(m_scrolls);
    if (!m_scrolls)
        return;
    m_bar->setRange(0, m_last);
    m_bar->setPageStep(std::max(1, m_shown));
    m_bar->setValue(m_first);
    const QRect place = outerRect();
    const int wide = m_bar->sizeHint().width(), top = place.top() + legendMargin + title->height() + lineSpacing;
    m_bar->setGeometry(place.right() - wide + 1, top, wide, place.bottom() - legendMargin - top);
}

namespace {

/// Scrolls with the wheel over the legend, where it would zoom nothing.
class LegendWheel : public QObject {
public:
    LegendWheel(QCustomPlot& plot, const QCPLayoutElement& legend) : QObject(&plot), m_plot(plot), m_legend(legend) {
        plot.installEventFilter(this);
    }

    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::Wheel)
            return false;
        auto* bar = m_plot.findChild<QScrollBar*>(m_plot.objectName() + QStringLiteral("Legend"));
        const QPoint place = static_cast<QWheelEvent*>(event)->position().toPoint();
        if (!bar || bar->isHidden() || !m_legend.outerRect().contains(place))
            return false;
        QCoreApplication::sendEvent(bar, event);
        return true;
    }

private:
    QCustomPlot& m_plot;
    const QCPLayoutElement& m_legend;
};

}  // namespace

ChartSide::ChartSide(QCustomPlot& plot, int column) : m_plot(plot), m_column(new Column(plot)) {
    plot.plotLayout()->addElement(0, column, m_column);
    plot.plotLayout()->setColumnStretchFactor(column, 0.001);
    boundTexts(plot);
}

void ChartSide::addScrollBar() {
    m_column->addScrollBar();
    new LegendWheel(m_plot, *m_column);
}

void ChartSide::setTitle(const QString& title) {
    m_column->title->setText(title);
}

void ChartSide::setNotes(const QStringList& lines) {
    m_column->notes = lines;
    m_column->writeWords();
}

void ChartSide::setRemarks(const QStringList& lines) {
    m_column->remarks = lines;
    m_column->writeWords();
}

void ChartSide::addToLegend(QCPAbstractPlottable* plottable, const QString& name) {
    addLegendEntry(*m_column->legend(), plottable, name, [column = m_column] { return column->entryRoom(); });
}

}  // namespace adapterscope
