// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <QString>

#include <optional>

class QEvent;
class QHelpEvent;
class QKeyEvent;
class QMouseEvent;
class QWidget;

namespace adapterscope {

/// The marks of a widget that draws them itself: points, cells or boxes that the pointer and the keyboard go to. They
/// are numbered from 0; -1 is none.
class MarkedArea {
public:
    virtual ~MarkedArea() = default;

    virtual int markCount() const = 0;
    virtual int markAt(const QPointF& place) const = 0;
    /// What the widget's accessible description is while it is at that mark, or at none.
    virtual QString wordsOf(int mark) const = 0;
    /// A tool tip, as QToolTip takes it; empty for none.
    virtual QString tipOf(int mark) const = 0;
    /// Where a key leads from a mark; nothing for keys that do not move. By default the arrows to the left and right
    /// go through the marks one by one, and Home and End to the first and the last.
    virtual std::optional<int> markBy(int key, int from) const;
    /// Where the keyboard starts when the widget gets the focus; by default at the first mark, if not by a click.
    virtual int firstMark(Qt::FocusReason reason) const;
    /// Whether a click does more than select the mark: the pointer is a hand over it.
    virtual bool isClickable(int) const { return false; }
    /// Space, Return or Enter was pressed at the mark; false if the key does nothing there.
    virtual bool activate(int) { return false; }
};

/// Takes the pointer and the keyboard to the marks of a widget, describes the mark that they are at to assistive
/// technology, and shows tool tips. It filters the widget's events, so the widget does not handle any of this itself;
/// clicks are its own affair, and it selects the mark that was clicked. The widget gives the place of the mark that the
/// keyboard came to as its ImCursorRectangle: what scrolls around the widget shows it, and help is about it.
class MarkNavigation : public QObject {
    Q_OBJECT

public:
    enum class Pointer {
        Highlights,  ///< the mark under the pointer is lit up; the keyboard's is the one that is described
        Describes,   ///< the mark under the pointer is described while it is there
    };
    /// `widget` and `area` are the same object, which has this one as a member.
    MarkNavigation(QWidget& widget, MarkedArea& area, Pointer pointer);

    int hovered() const { return m_hovered; }
    int selected() const { return m_selected; }
    /// The mark that is described.
    int current() const;
    /// Goes to a mark as if by the keyboard; one beyond the last is the last.
    void select(int mark);
    /// Call this after the marks have been made again, with the new numbers of the selected and the hovered one.
    void renumber(int selected, int hovered = -1);
    /// Call this when the same marks are described differently.
    void refresh();

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// The description of the current mark changed.
    void described(const QString& words);
    /// Another mark is current, selected or hovered, or the focus came or went: what is drawn of this is out of date.
    void changed();
    /// A key led to this mark, or activated it.
    void reachedByKey(int mark);

private:
    void hover(int mark);
    void moved(const QMouseEvent& event);
    bool pressed(const QKeyEvent& event);
    void focused(Qt::FocusReason reason);
    void scrollIntoView();
    void showTip(QHelpEvent& event);

    QWidget& m_widget;
    MarkedArea& m_area;
    Pointer m_pointer;
    int m_hovered = -1, m_selected = -1;
    bool m_byKeyboard = false;  ///< whether the selected mark is shown: the widget has the focus
};

}  // namespace adapterscope
