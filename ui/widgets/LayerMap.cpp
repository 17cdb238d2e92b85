// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LayerMap.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

constexpr int widestCell = 44;  // at the usual size of text
constexpr double smaller = 0.85;

}  // namespace

bool LayerMap::State::operator==(const State& other) const {
    const auto sameSite = [](const Site& a, const Site& b) {
        return a.name == b.name && a.key == b.key && a.on == b.on;
    };
    if (layers != other.layers || span != other.span ||
        !std::equal(sites.begin(), sites.end(), other.sites.begin(), other.sites.end(), sameSite))
        return false;
    for (int layer = 0; layer < layers; ++layer)
        if (sizeAt(layer) != other.sizeAt(layer))
            return false;
    return true;
}

LayerMap::LayerMap(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_state.sizeAt = [](int) { return 0; };
    setAccessibleName(tr("Layers and sites"));
}

void LayerMap::setState(State state) {
    if (state == m_state)
        return;
    const bool otherShape = state.sites.size() != m_state.sites.size();
    Place current = m_navigation.selected() < 0 ? Place{0, 0} : selected();
    const Place hovered = placeOf(m_navigation.hovered());
    m_state = std::move(state);
    current.layer = std::clamp(current.layer, -1, std::max(m_state.layers - 1, 0));
    current.site = std::clamp(current.site, 0, std::max(siteCount() - 1, 0));
    if (otherShape)
        updateGeometry();
    m_navigation.renumber(markOf(current), markOf(hovered));
}

QSize LayerMap::sizeHint() const {
    return {280, numbersHeight() + rowHeight() * std::max(static_cast<int>(m_state.sites.size()), 1) + 2};
}

QSize LayerMap::minimumSizeHint() const {
    return {160, sizeHint().height()};
}

int LayerMap::numbersHeight() const {
    return std::max(16, static_cast<int>(smaller * fontMetrics().height()) + 4);
}

int LayerMap::rowHeight() const {
    return std::max(24, fontMetrics().height() + 6);
}

int LayerMap::nameWidth() const {
    int widest = 0;
    for (const Site& site : m_state.sites)
        widest = std::max(widest, fontMetrics().horizontalAdvance(site.name));
    return widest + 12;
}

QRect LayerMap::cell(int layer, int site) const {
    const int left = nameWidth();
    const int top = numbersHeight() + site * rowHeight();
    if (layer < 0)
        return {0, top, left - 6, rowHeight() - 3};
    // Few layers need not fill the row; many share it to the pixel.
    const double width = std::min<double>(textsize::scaled(*this, widestCell),
                                          static_cast<double>(this->width() - left - 1) / std::max(m_state.layers, 1));
    const int x = left + static_cast<int>(layer * width);
    return {x, top, static_cast<int>(left + (layer + 1) * width) - x - (width > 10 ? 3 : 1), rowHeight() - 3};
}

LayerMap::Place LayerMap::placeOf(int mark) const {
    const int row = m_state.layers + 1;
    return mark < 0 ? Place{} : Place{mark % row - 1, mark / row};
}

int LayerMap::markOf(const Place& place) const {
    const bool isThere = place.site >= 0 && place.site < siteCount() && place.layer < m_state.layers;
    return isThere ? place.site * (m_state.layers + 1) + place.layer + 1 : -1;
}

LayerMap::Place LayerMap::placeAt(const QPoint& point) const {
    const int site = (point.y() - numbersHeight()) / rowHeight();
    if (point.y() < 0 || site < 0 || site >= siteCount())
        return {};
    if (point.x() < nameWidth())
        return {-1, site};
    for (int layer = 0; layer < m_state.layers; ++layer)
        if (point.x() >= cell(layer, site).left() &&
            point.x() < cell(layer, site).left() + cell(layer, site).width() + 3)
            return {layer, site};
    return {};
}

bool LayerMap::hasAdapter(const Place& place) const {
    return m_state.span.contains(place.layer) && m_state.sites[static_cast<std::size_t>(place.site)].on;
}

LayerSpan LayerMap::spanWith(int layer, bool on) const {
    std::vector<int> chosen;
    for (int each = 0; each < m_state.layers; ++each)
        if (each == layer ? on : m_state.span.contains(each))
            chosen.push_back(each);
    if (chosen.empty())
        return LayerSpan::none();
    return static_cast<int>(chosen.size()) == m_state.layers ? LayerSpan() : LayerSpan::of(chosen);
}

void LayerMap::switchLayer(int layer, bool on) {
    if (const LayerSpan span = spanWith(layer, on); span != m_state.span)
        emit layersEdited(QString::fromStdString(span.text()));
}

void LayerMap::switchCell(const Place& place, bool on) {
    const Site& site = m_state.sites[static_cast<std::size_t>(place.site)];
    if (on && !site.on)
        emit siteAdded(site.key, QString::fromStdString(spanWith(place.layer, true).text()));
    else
        switchLayer(place.layer, on);
}

void LayerMap::switchSite(int site) {
    const Site& chosen = m_state.sites[static_cast<std::size_t>(site)];
    if (!chosen.key.isEmpty())
        emit siteEdited(chosen.key, !chosen.on);
}

void LayerMap::mousePressEvent(QMouseEvent* event) {
    const Place place = placeAt(event->pos());
    if (event->button() != Qt::LeftButton || place.site < 0)
        return;
    m_navigation.select(markOf(place));
    if (place.layer < 0) {
        switchSite(place.site);
    } else {
        m_dragging = true;
        m_dragOn = !hasAdapter(place);
        switchCell(place, m_dragOn);
    }
}

QVariant LayerMap::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (m_navigation.selected() >= 0 && query == Qt::ImCursorRectangle)
        return cell(selected().layer, selected().site);
    return QWidget::inputMethodQuery(query);
}

void LayerMap::mouseMoveEvent(QMouseEvent* event) {
    const Place place = placeAt(event->pos());
    if (m_dragging && place.layer >= 0 && m_state.span.contains(place.layer) != m_dragOn)
        switchLayer(place.layer, m_dragOn);
}

void LayerMap::mouseReleaseEvent(QMouseEvent*) {
    m_dragging = false;
}

std::optional<int> LayerMap::markBy(int key, int from) const {
    Place place = placeOf(from);
    switch (key) {
        case Qt::Key_Left:
            place.layer = std::max(place.layer - 1, -1);
            break;
        case Qt::Key_Right:
            place.layer = std::min(place.layer + 1, m_state.layers - 1);
            break;
        case Qt::Key_Up:
            place.site = std::max(place.site - 1, 0);
            break;
        case Qt::Key_Down:
            place.site = std::min(place.site + 1, siteCount() - 1);
            break;
        case Qt::Key_Home:
            place.layer = 0;
            break;
        case Qt::Key_End:
            place.layer = m_state.layers - 1;
            break;
        default:
            return {};
    }
    return markOf(place);
}

void LayerMap::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_A)
        emit layersEdited("all");
    else if (event->key() == Qt::Key_N)
        emit layersEdited("none");
    else if (event->key() == Qt::Key_Space && m_navigation.selected() >= 0)
        switchPlace(selected());
    else
        QWidget::keyPressEvent(event);
}

void LayerMap::switchPlace(const Place& place) {
    if (place.layer < 0)
        switchSite(place.site);
    else
        switchCell(place, !hasAdapter(place));
}

QString LayerMap::tipOf(int mark) const {
    if (mark < 0)
        return {};
    const Place place = placeOf(mark);
    const Site& site = m_state.sites[static_cast<std::size_t>(place.site)];
    if (place.layer < 0)
        return site.key.isEmpty() ? site.name : tr("%1: click to switch this site in all layers").arg(site.name);
    const QString where = tr("Layer %1, %2").arg(place.layer).arg(site.name.toLower());
    if (hasAdapter(place))
        return tr("%1: adapter with m = %2. Click to take the adapters of layer %3 away.")
            .arg(where)
            .arg(m_state.sizeAt(place.layer))
            .arg(place.layer);
    if (site.on)
        return tr("%1: no adapter. Click to put adapters into layer %2 too, at every chosen site.")
            .arg(where)
            .arg(place.layer);
    return tr("%1: no adapter. Click to put adapters at this site too: a design has one choice of sites, so they go "
              "into all its layers.")
        .arg(where);
}

QString LayerMap::wordsOf(int mark) const {
    QStringList sites;
    for (const Site& site : m_state.sites)
        if (site.on)
            sites << site.name.toLower();
    return tr("Adapters in layers %1 of 0 to %2, %3. %4")
        .arg(QString::fromStdString(m_state.span.text()))
        .arg(m_state.layers - 1)
        .arg(sites.join(tr(" and ")), tipOf(mark));
}

void LayerMap::paintCell(QPainter& painter, int layer, int site) const {
    const QRectF rect = QRectF(cell(layer, site)).adjusted(0.5, 0.5, -0.5, -0.5);
    const int m = m_state.sizeAt(layer);
    const bool on = m > 0 && m_state.sites[static_cast<std::size_t>(site)].on;
    QColor colour = theme::categorical(1);
    const bool hovered = isEnabled() && placeOf(m_navigation.hovered()).layer == layer;
    painter.setPen(on ? QPen(colour, 1.4) : QPen(theme::quietText(palette()), 1, Qt::DotLine));
    colour.setAlpha(on ? (hovered ? 120 : 70) : (hovered ? 40 : 0));
    painter.setBrush(colour);
    painter.drawRoundedRect(rect, 3, 3);
    const QString text = QString::number(m);
    if (on && fontMetrics().horizontalAdvance(text) + 4 < rect.width()) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(rect, Qt::AlignCenter, text);
    }
}

void LayerMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * smaller);
    for (int site = 0; site < static_cast<int>(m_state.sites.size()); ++site) {
        const Site& row = m_state.sites[static_cast<std::size_t>(site)];
        painter.setFont(font());
        painter.setPen(row.on ? palette().color(QPalette::WindowText) : theme::quietText(palette()));
        painter.drawText(cell(-1, site), Qt::AlignVCenter | Qt::AlignLeft, row.name);
        painter.setFont(small);
        for (int layer = 0; layer < m_state.layers; ++layer)
            paintCell(painter, layer, site);
    }
    painter.setFont(small);
    painter.setPen(theme::quietText(palette()));
    const int every =
        std::max(1, (QFontMetrics(small).horizontalAdvance("00") + 6) / std::max(cell(0, 0).width() + 1, 1));
    for (int layer = 0; layer < m_state.layers; layer += every)
        painter.drawText(QRect(cell(layer, 0).left() - 10, 0, cell(layer, 0).width() + 20, numbersHeight() - 2),
                         Qt::AlignCenter, QString::number(layer));
    if (hasFocus() && m_navigation.selected() >= 0) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(cell(selected().layer, selected().site)).adjusted(-1, -1, 1, 1), 4, 4);
    }
}

}  // namespace adapterscope
