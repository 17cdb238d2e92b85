// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/IdentityStrip.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "ui/look/At.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"
#include "ui/pages/design/IdentitySummary.h"

namespace adapterscope {

namespace {

constexpr double legendHeight = 20, ticksHeight = 18;  // of a line of the legend
constexpr double legendLeft = 8, symbolStep = 11, betweenEntries = 11;
constexpr double nought = 32;                 // from the place of 0 to the axis
constexpr double reach = 9;                   // pixels within which the pointer catches a mark
constexpr int beyondDecades = 4;              // from the axis to the place of what is not finite
constexpr int usualLow = -14, usualHigh = 2;  // what sigma from 1e-7 to 1 spans

}  // namespace

IdentityStrip::IdentityStrip(QWidget* parent) : QWidget(parent) {
    setObjectName("identityStrip");
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Distance from the base, layer by layer"));
    connect(&m_navigation, &MarkNavigation::described, this, &IdentityStrip::describedChanged);
}

QSize IdentityStrip::sizeHint() const {
    return {420, static_cast<int>(legendHeight + ticksHeight) + std::clamp(11 * m_view.layers, 62, 132)};
}

QSize IdentityStrip::minimumSizeHint() const {
    const int lines = m_below > 0 ? 2 : 1;  // a small window has no room for five entries in one
    return {300, static_cast<int>(lines * legendHeight + ticksHeight) + 62};
}

void IdentityStrip::setView(View view) {
    const bool otherHeight = view.layers != m_view.layers;
    const int outside = m_below + m_above;
    m_view = std::move(view);
    m_marks.clear();
    for (const IdentityPoint& point : m_view.points)
        m_marks.push_back({point, false});
    for (const IdentityPoint& point : m_view.switched)
        m_marks.push_back({point, true});
    std::stable_sort(m_marks.begin(), m_marks.end(), [](const Mark& a, const Mark& b) {
        return std::tie(a.point.layer, a.point.site) < std::tie(b.point.layer, b.point.site);
    });
    m_low = usualLow;
    m_high = usualHigh;
    m_below = !m_marks.empty() && m_marks.front().point.layer < 0 ? 1 : 0;
    m_above = !m_marks.empty() && m_marks.back().point.site == Site::LastState ? 1 : 0;
    m_beyond = std::any_of(m_marks.begin(), m_marks.end(),
                           [](const Mark& mark) { return !std::isfinite(mark.point.distance); });
    for (const Mark& mark : m_marks)
        if (std::isfinite(mark.point.distance) && mark.point.distance > 0) {
            m_low = std::min(m_low, static_cast<int>(std::floor(std::log10(mark.point.distance))));
            m_high = std::max(m_high, static_cast<int>(std::ceil(std::log10(mark.point.distance))));
        }
    if (m_beyond)
        m_high += beyondDecades;
    m_legend = legend();
    m_current = true;
    if (otherHeight || outside != m_below + m_above)
        updateGeometry();
    m_navigation.renumber(m_navigation.selected());
}

void IdentityStrip::clear(int layers) {
    View view;
    view.layers = layers;
    setView(std::move(view));
    setCurrent(false);
}

void IdentityStrip::setCurrent(bool current) {
    if (current == m_current)
        return;
    m_current = current;
    m_navigation.refresh();
}

QFont IdentityStrip::smallFont() const {
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

QRectF IdentityStrip::plot() const {
    const QString widest = m_below > 0   ? identity::nameOf(Site::Embeddings)
                           : m_above > 0 ? identity::nameOf(Site::LastState)
                                         : tr("layer 00");
    const double left = fontMetrics().horizontalAdvance(widest) + 12 + nought;
    const std::vector<QPointF> places = legendPlaces();
    const double top = places.empty() ? legendHeight : places.back().y() + legendHeight / 2 + 2;
    return {left, top, width() - left - 14, height() - top - ticksHeight};
}

double IdentityStrip::xOf(double distance) const {
    const QRectF area = plot();
    if (distance == 0)
        return area.left() - nought;
    if (!std::isfinite(distance))
        return area.right();
    return area.left() + (std::log10(distance) - m_low) / (m_high - m_low) * area.width();
}

double IdentityStrip::yOf(int layer) const {
    // As in the drawing above: the input comes from below.
    const QRectF area = plot();
    return area.bottom() - (layer + m_below + 0.5) * area.height() / rows();
}

QPointF IdentityStrip::centreOf(const Mark& mark) const {
    // A layer's two are often equal: side by side they stay two.
    const double apart = std::min(4.0, 0.22 * plot().height() / rows());
    const Site site = mark.point.site;
    const double beside = site == Site::Attention ? apart : site == Site::Ffn ? -apart : 0;
    return {xOf(mark.point.distance), yOf(mark.point.layer) + beside};
}

int IdentityStrip::markAt(const QPointF& place) const {
    const QPoint point = place.toPoint();
    int best = -1;
    double nearest = reach;
    for (std::size_t i = 0; i < m_marks.size(); ++i)
        if (const double far = std::hypot(centreOf(m_marks[i]).x() - point.x(), centreOf(m_marks[i]).y() - point.y());
            far <= nearest) {
            nearest = far;
            best = static_cast<int>(i);
        }
    return best;
}

QRect IdentityStrip::markRect(int layer, Site site, bool switched) const {
    for (const Mark& mark : m_marks)
        if (mark.point.layer == layer && mark.point.site == site && mark.switched == switched)
            return QRectF(centreOf(mark) - QPointF(4, 4), QSizeF(8, 8)).toRect();
    return {};
}

QVariant IdentityStrip::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (m_navigation.selected() < 0 || query != Qt::ImCursorRectangle)
        return QWidget::inputMethodQuery(query);
    const Mark& mark = at(m_marks, m_navigation.selected());
    return markRect(mark.point.layer, mark.point.site, mark.switched);
}

QString IdentityStrip::sentenceOf(const Mark& mark) const {
    const QString words = identity::wordsOf(mark.point) + ' ';
    if (mark.point.measured != Measured::Adapter)
        return words + identity::measuredWords(mark.point);
    return words +
           (hasSkip(mark) ? tr("With the adapter's skip connection.") : tr("Without the adapter's skip connection."));
}

QString IdentityStrip::wordsOf(int mark) const {
    return m_current && mark >= 0 ? sentenceOf(at(m_marks, mark)) : QString();
}

QString IdentityStrip::tipOf(int mark) const {
    return wrappedTip(mark < 0 ? identity::lesson(m_view.points) : sentenceOf(at(m_marks, mark)));
}

/// The same adapter of the next layer above or below that has one.
int IdentityStrip::neighbour(int from, int layers) const {
    if (from < 0)
        return 0;
    const Mark& start = at(m_marks, from);
    for (int i = from; i >= 0 && i < markCount(); i += layers) {
        const Mark& to = at(m_marks, i);
        if (to.point.layer != start.point.layer && to.point.site == start.point.site && to.switched == start.switched)
            return i;
    }
    return from;
}

std::optional<int> IdentityStrip::markBy(int key, int from) const {
    if (key == Qt::Key_Up)
        return neighbour(from, 1);
    if (key == Qt::Key_Down)
        return neighbour(from, -1);
    return MarkedArea::markBy(key, from);
}

void IdentityStrip::mousePressEvent(QMouseEvent* event) {
    if (const int mark = markAt(event->position()); mark >= 0)
        m_navigation.select(mark);
}

void IdentityStrip::paintSymbol(QPainter& painter, const QPointF& at, Site site, bool filled) const {
    const QColor colour = theme::categorical(site == Site::Attention ? 0 : site == Site::Ffn ? 1 : 2);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(filled ? QBrush(colour) : QBrush(theme::card(palette())));
    if (site == Site::Attention)
        painter.drawEllipse(at, 3.4, 3.4);
    else if (site == Site::Ffn)
        painter.drawRect(QRectF(at - QPointF(3, 3), QSizeF(6, 6)));
    else
        painter.drawPolygon(
            QPolygonF({at + QPointF(-4, 0), at + QPointF(0, -4), at + QPointF(4, 0), at + QPointF(0, 4)}));
}

/// What the view has, by its symbols; the paper's line has none.
std::vector<IdentityStrip::LegendEntry> IdentityStrip::legend() const {
    const bool filled = m_view.skip;
    std::vector<LegendEntry> entries;
    LegendEntry switched{filled ? tr("without the skip") : tr("with the skip"), {}};
    for (const Site site : {Site::Attention, Site::Ffn, Site::Embeddings, Site::LastState}) {
        if (hasMarks(site, false))
            entries.push_back({identity::nameOf(site), {{site, filled}}});
        if (hasMarks(site, true))
            switched.symbols.emplace_back(site, !filled);
    }
    if (!switched.symbols.empty())
        entries.push_back(switched);
    if (m_view.paper)
        entries.push_back({tr("at the paper's sigma, 1e-2"), {}});
    return entries;
}

QStringList IdentityStrip::legendWords() const {
    QStringList words;
    for (const LegendEntry& entry : m_legend)
        words << entry.words;
    return words;
}

bool IdentityStrip::hasMarks(Site site, bool switched) const {
    return std::any_of(m_marks.begin(), m_marks.end(),
                       [&](const Mark& mark) { return mark.point.site == site && mark.switched == switched; });
}

/// Places of the entries' first symbols, in as many lines as they need.
std::vector<QPointF> IdentityStrip::legendPlaces() const {
    std::vector<QPointF> places;
    const QFontMetricsF metrics(smallFont());
    QPointF place(legendLeft, legendHeight / 2 - 2);
    for (const LegendEntry& entry : m_legend) {
        const double wide = symbolStep * static_cast<double>(std::max<std::size_t>(1, entry.symbols.size())) +
                            metrics.horizontalAdvance(entry.words);
        if (place.x() > legendLeft && place.x() + wide > width())
            place = {legendLeft, place.y() + legendHeight};
        places.push_back(place);
        place.rx() += wide + betweenEntries;
    }
    return places;
}

void IdentityStrip::paintLegend(QPainter& painter) const {
    const std::vector<QPointF> places = legendPlaces();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const LegendEntry& entry = m_legend[i];
        QPointF place = places[i];
        for (const auto& [site, filled] : entry.symbols) {
            paintSymbol(painter, place, site, filled);
            place.rx() += symbolStep;
        }
        if (entry.symbols.empty()) {
            painter.setPen(QPen(theme::good(palette()), 1.5, Qt::DashLine));
            painter.drawLine(place - QPointF(0, 6), place + QPointF(0, 6));
            place.rx() += symbolStep;
        }
        painter.setPen(theme::quietText(palette()));
        painter.drawText(place + QPointF(-3, painter.fontMetrics().ascent() / 2.0 - 1), entry.words);
    }
}

void IdentityStrip::paintAxis(QPainter& painter) const {
    const QRectF area = plot();
    const double nil = xOf(0);
    const QColor grid = theme::line(palette()), quiet = theme::quietText(palette());
    const int widest = painter.fontMetrics().horizontalAdvance("1e-14") + 8;
    int every = 1;
    while (every * area.width() / (m_high - m_low) < widest)
        ++every;
    const auto tick = [&](double x, const QString& text, const QColor& colour) {
        painter.setPen(QPen(colour, 1));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(quiet);
        QRectF below(x - 40, area.bottom() + 2, 80, ticksHeight - 2);
        below.moveRight(std::min(below.right(), width() + 40 - painter.fontMetrics().horizontalAdvance(text) / 2.0));
        painter.drawText(below, Qt::AlignCenter, text);
    };
    tick(nil, "0", grid);
    if (m_beyond)
        tick(area.right(), tr("not finite"), grid);
    painter.setPen(quiet);
    painter.drawText(QRectF(0, area.bottom() + 2, nil - 12, ticksHeight - 2), Qt::AlignRight | Qt::AlignVCenter,
                     tr("distance"));
    for (int decade = m_low; decade <= m_high - (m_beyond ? beyondDecades : 0); ++decade)
        if (decade % every == 0)
            tick(xOf(std::pow(10, decade)), decade == 0 ? QString("1") : QString("1e%1").arg(decade),
                 decade == 0 ? quiet : grid);
    // The axis, broken between 0 and its first decade.
    painter.setPen(QPen(quiet, 1));
    painter.drawLine(QPointF(area.left(), area.bottom()), area.bottomRight());
    painter.drawLine(QPointF(nil - 6, area.bottom()), QPointF(nil + 6, area.bottom()));
    const int apart = static_cast<int>(std::ceil(painter.fontMetrics().height() * rows() / area.height()));
    for (int layer = -m_below; layer < m_view.layers + m_above; ++layer) {
        const double y = yOf(layer);
        painter.setPen(QPen(grid, 1, Qt::DotLine));
        painter.drawLine(QPointF(nil, y), QPointF(area.right(), y));
        painter.setPen(quiet);
        if ((layer + m_below) % apart == 0)
            painter.drawText(QRectF(0, y - 10, nil - 12, 20), Qt::AlignRight | Qt::AlignVCenter,
                             layer < 0                ? identity::nameOf(Site::Embeddings)
                             : layer == m_view.layers ? identity::nameOf(Site::LastState)
                             : layer == 0             ? tr("layer 0")
                                                      : QString::number(layer));
    }
}

void IdentityStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont());
    if (!m_current)
        painter.setOpacity(0.35);
    paintAxis(painter);
    if (!m_marks.empty())
        paintLegend(painter);
    if (m_view.paper) {
        const double x = xOf(*m_view.paper);
        painter.setPen(QPen(theme::good(palette()), 1.5, Qt::DashLine));
        painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    }
    // Filled is with the skip, hollow without. The design's own are drawn over the others.
    for (const bool switched : {true, false})
        for (const Mark& mark : m_marks)
            if (mark.switched == switched)
                paintSymbol(painter, centreOf(mark), mark.point.site, hasSkip(mark));
    if (m_navigation.current() >= 0) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centreOf(at(m_marks, m_navigation.current())), 7, 7);
    }
}

}  // namespace adapterscope
