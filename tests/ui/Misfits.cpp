// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/Misfits.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMap>
#include <QMenuBar>
#include <QPaintEngine>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStyleOptionButton>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocument>
#include <QToolButton>

#include <cmath>

namespace adapterscope::test {

namespace {

/// A pixel may be lost to rounding.
constexpr int tolerance = 1;

QString nameOf(const QWidget& widget) {
    QString name = widget.objectName();
    for (const QWidget* each = widget.parentWidget(); name.isEmpty() && each; each = each->parentWidget())
        if (!each->objectName().isEmpty())
            name = QStringLiteral("in ") + each->objectName();
    return QStringLiteral("%1 (%2)").arg(QString::fromLatin1(widget.metaObject()->className()), name);
}

QString sentence(const QWidget& widget, const QString& text, const QString& what, int needs, int has) {
    return QStringLiteral("%1 \"%2\": %3 needs %4, has %5")
        .arg(nameOf(widget), text.left(60), what)
        .arg(needs)
        .arg(has);
}

class Fit {
public:
    explicit Fit(const QWidget& window) : m_window(window) {}

    void check(const QWidget& widget) {
        if (const auto* label = qobject_cast<const QLabel*>(&widget))
            checkLabel(*label);
        else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
            checkButton(*button);
        else if (const auto* box = qobject_cast<const QComboBox*>(&widget))
            checkComboBox(*box);
        else if (const auto* number = qobject_cast<const QAbstractSpinBox*>(&widget))
            checkSpinBox(*number);
        else if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
            need(*line, line->text(), "the line's height", line->fontMetrics().height(), line->height());
        else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
            checkTabs(*tabs);
        else if (const auto* list = qobject_cast<const QListWidget*>(&widget))
            checkList(*list);
        else if (const auto* header = qobject_cast<const QHeaderView*>(&widget))
            checkHeader(*header);
        else
            return;
        checkReach(widget);
    }
    QStringList found;

private:
    void need(const QWidget& widget, const QString& text, const char* what, int needs, int has) {
        if (needs > has + tolerance)
            found << sentence(widget, text, QString::fromLatin1(what), needs, has);
    }

    void checkLabel(const QLabel& label) {
        if (label.text().isEmpty())
            return;
        const bool wraps = label.wordWrap();
        // The class' own, because a label of ours may ask for less width than its text has.
        const int width = wraps ? longestWord(label) : label.QLabel::sizeHint().width();
        need(label, label.text(), "the width", width, label.width());
        need(label, label.text(), "the height",
             wraps ? label.QLabel::heightForWidth(label.width()) : label.QLabel::sizeHint().height(), label.height());
    }

    static int longestWord(const QLabel& label) {
        if (Qt::mightBeRichText(label.text()) && label.textFormat() != Qt::PlainText)
            return 0;
        int widest = 0;
        static const QRegularExpression gaps(QStringLiteral("[\\s\u200b/-]+"));
        for (const QString& word : label.text().split(gaps))
            widest = std::max(widest, label.fontMetrics().horizontalAdvance(word));
        return widest;
    }

    void checkButton(const QAbstractButton& button) {
        if (button.text().isEmpty())
            return;
        const QFontMetrics metrics = button.fontMetrics();
        int has = button.width();
        int needs = metrics.size(Qt::TextShowMnemonic, button.text()).width();
        if (!button.icon().isNull())
            needs += button.iconSize().width() + 4;
        if (qobject_cast<const QCheckBox*>(&button) || qobject_cast<const QRadioButton*>(&button)) {
            QStyleOptionButton option;
            option.initFrom(&button);
            has = button.style()->subElementRect(QStyle::SE_CheckBoxContents, &option, &button).width();
        }
        if (const auto* tool = qobject_cast<const QToolButton*>(&button)) {
            if (tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !button.icon().isNull())
                return;
            if (tool->arrowType() != Qt::NoArrow)
                needs += tool->iconSize().width();
        }
        need(button, button.text(), "the width", needs, has);
        need(button, button.text(), "the height", metrics.height(), button.height());
    }

    void checkComboBox(const QComboBox& box) {
        QStyleOptionComboBox option;
        option.initFrom(&box);
        option.editable = box.isEditable();
        option.frame = box.hasFrame();
        const QRect field =
            box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
        need(box, box.currentText(), "the height", box.fontMetrics().height(), box.height());
        const QVariant shown = box.property("shownText");
        if (shown.isValid() && digitsOf(shown.toString()) == digitsOf(box.currentText()))
            return;             // it has a tool tip with the words that it leaves out
        if (!box.isEditable())  // else it is a line that scrolls
            need(box, box.currentText(), "the width", box.fontMetrics().horizontalAdvance(box.currentText()),
                 field.width());
    }

    static QString digitsOf(QString text) {
        static const QRegularExpression others(QStringLiteral("[^0-9]"));
        return text.remove(others);
    }

    void checkSpinBox(const QAbstractSpinBox& box) {
        const auto* line = box.findChild<QLineEdit*>();
        constexpr int margins = 4;  // of a line edit, left and right
        need(box, box.text(), "the width", box.fontMetrics().horizontalAdvance(box.text()), line->width() - margins);
        need(box, box.text(), "the height", box.fontMetrics().height(), line->height());
    }

    void checkTabs(const QTabBar& tabs) {
        for (int i = 0; i < tabs.count(); ++i)
            need(tabs, tabs.tabText(i), "the tab's width",
                 tabs.fontMetrics().size(Qt::TextShowMnemonic, tabs.tabText(i)).width(), tabs.tabRect(i).width());
    }

    void checkList(const QListWidget& list) {
        for (int row = 0; row < list.count(); ++row) {
            const QRect place = list.visualItemRect(list.item(row));
            const QString text = list.item(row)->text();
            if (list.isRowHidden(row) || list.textElideMode() == Qt::ElideMiddle)
                continue;  // a list of files, whose names have tool tips
            need(list, text, "the row's height", list.fontMetrics().height(), place.height());
            const int beside = list.item(row)->icon().isNull() ? 0 : list.iconSize().width() + 4;
            if (list.horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff && !text.isEmpty())
                need(list, text, "the width", list.fontMetrics().horizontalAdvance(text) + beside,
                     list.viewport()->width());
        }
    }

    void checkHeader(const QHeaderView& header) {
        if (header.orientation() != Qt::Horizontal || !header.model())
            return;
        for (int i = 0; i < header.count(); ++i) {
            const QString text = header.model()->headerData(i, Qt::Horizontal).toString();
            int needs = 0;
            for (const QString& line : text.split(QLatin1Char('\n')))
                needs = std::max(needs, header.fontMetrics().horizontalAdvance(line));
            if (!header.isSectionHidden(i))
                need(header, text, "the column's width", needs, header.sectionSize(i));
        }
        need(header, {}, "the header's height", header.fontMetrics().height(), header.height());
    }

    /// Whether all of it is within its surroundings, or can be scrolled to.
    void checkReach(const QWidget& widget) {
        QRect place = widget.rect();
        const QWidget* inside = &widget;
        while (inside != &m_window) {
            place.translate(inside->pos());
            const QWidget* parent = inside->parentWidget();
            const auto* area = qobject_cast<const QAbstractScrollArea*>(parent->parentWidget());
            const bool scrolls = area && area->viewport() == parent;
            QRect room = parent->rect().adjusted(-tolerance, -tolerance, tolerance, tolerance);
            if (scrolls && area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
                room.setX(std::min(room.x(), place.x())), room.setRight(std::max(room.right(), place.right()));
            if (scrolls && area->verticalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
                room.setY(std::min(room.y(), place.y())), room.setBottom(std::max(room.bottom(), place.bottom()));
            if (!room.contains(place)) {
                found << QStringLiteral("%1 is cut off by %2: %3,%4 %5x%6 in %7x%8")
                             .arg(nameOf(widget), nameOf(*parent))
                             .arg(place.x())
                             .arg(place.y())
                             .arg(place.width())
                             .arg(place.height())
                             .arg(parent->width())
                             .arg(parent->height());
                return;
            }
            if (scrolls)
                return;  // what is beyond can be scrolled to
            inside = parent;
        }
    }

    const QWidget& m_window;
};

bool carriesText(const QWidget& widget) {
    const auto* label = qobject_cast<const QLabel*>(&widget);
    return (label && !label->text().isEmpty()) || qobject_cast<const QAbstractButton*>(&widget) ||
           qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget) ||
           (qobject_cast<const QLineEdit*>(&widget) && !qobject_cast<const QAbstractSpinBox*>(widget.parent()) &&
            !qobject_cast<const QComboBox*>(widget.parent()));
}

/// Whether it is a part of another control, such as the line of a spin box.
bool isPart(const QWidget& widget) {
    const QObject* parent = widget.parent();
    return qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QMenuBar*>(parent) ||
           qobject_cast<const QTabBar*>(parent);
}

void addOverlaps(const QList<const QWidget*>& shown, QStringList& found) {
    for (qsizetype i = 0; i < shown.size(); ++i)
        for (qsizetype j = i + 1; j < shown.size(); ++j) {
            if (shown[i]->parentWidget() != shown[j]->parentWidget())
                continue;
            const QRect both = shown[i]->geometry() & shown[j]->geometry();
            if (both.width() > tolerance && both.height() > tolerance)
                found << QStringLiteral("%1 overlaps %2 by %3x%4")
                             .arg(nameOf(*shown[i]), nameOf(*shown[j]))
                             .arg(both.width())
                             .arg(both.height());
        }
}

/// Draws nothing and keeps where every text would be.
class TextRecorder : public QPaintEngine {
public:
    struct Text {
        QString words;
        QRectF place;
    };
    TextRecorder() : QPaintEngine(AllFeatures) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }
    void updateState(const QPaintEngineState& now) override {
        if (now.state() & DirtyTransform)
            m_transform = now.transform();
    }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const QRectF place(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        if (!item.text().trimmed().isEmpty())
            texts << Text{item.text(), m_transform.mapRect(place)};
    }
    QList<Text> texts;

private:
    QTransform m_transform;
};

class RecordingDevice : public QPaintDevice {
public:
    explicit RecordingDevice(const QWidget& like) : m_like(like) {}
    QPaintEngine* paintEngine() const override { return &m_engine; }
    const QList<TextRecorder::Text>& texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
            case PdmWidth:
                return m_like.width();
            case PdmHeight:
                return m_like.height();
            case PdmDpiX:
            case PdmPhysicalDpiX:
                return m_like.logicalDpiX();
            case PdmDpiY:
            case PdmPhysicalDpiY:
                return m_like.logicalDpiY();
            default:
                return QPaintDevice::metric(metric);
        }
    }

private:
    const QWidget& m_like;
    mutable TextRecorder m_engine;
};

}  // namespace

QStringList misfits(const QWidget& window) {
    Fit fit(window);
    QList<const QWidget*> shown;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->window() != window.window() || isPart(*widget))
            continue;
        fit.check(*widget);
        if (carriesText(*widget))
            shown << widget;
    }
    addOverlaps(shown, fit.found);
    return fit.found;
}

QStringList drawnMisfits(QWidget& widget) {
    RecordingDevice device(widget);
    widget.render(&device, {}, {}, {});
    QStringList found;
    const QRectF room = QRectF(widget.rect()).adjusted(-tolerance, -tolerance, tolerance, tolerance);
    const auto& texts = device.texts();
    if (texts.isEmpty())
        found << nameOf(widget) + QStringLiteral(" draws no text");
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (!room.contains(texts[i].place))
            found << QStringLiteral("%1 draws \"%2\" beyond its edges").arg(nameOf(widget), texts[i].words);
        for (qsizetype j = i + 1; j < texts.size(); ++j) {
            // Leading and accents may touch.
            const QRectF both = texts[i].place & texts[j].place;
            if (both.width() > tolerance && both.height() > 0.2 * texts[i].place.height())
                found << QStringLiteral("%1 draws \"%2\" over \"%3\"")
                             .arg(nameOf(widget), texts[i].words, texts[j].words);
        }
    }
    return found;
}

QStringList sharedAltLetters(const QWidget& window) {
    QMap<QString, QStringList> wanted;
    const auto add = [&](const QString& text) {
        const QString keys = QKeySequence::mnemonic(text).toString();
        if (!keys.isEmpty())
            wanted[keys] << QString(text).remove(QLatin1Char('&'));
    };
    if (const auto* bar = window.findChild<QMenuBar*>())
        for (const QAction* menu : bar->actions())
            add(menu->text());
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->window() != window.window())
            continue;
        if (const auto* label = qobject_cast<const QLabel*>(widget); label && label->buddy())
            add(label->text());
        else if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            add(button->text());
        else if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
            for (int i = 0; i < tabs->count(); ++i)
                add(tabs->tabText(i));
    }
    QStringList shared;
    for (const auto& [keys, texts] : wanted.asKeyValueRange())
        if (texts.size() > 1)
            shared << keys + QStringLiteral(": ") + texts.join(QStringLiteral(", "));
    return shared;
}

}  // namespace adapterscope::test
