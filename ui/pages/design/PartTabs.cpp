// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/PartTabs.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>

#include "core/design/Methods.h"
#include "ui/look/Glyph.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

/// The method's name; numbered from the second part of the same method on.
QString titleOf(const std::vector<Part>& parts, std::size_t part) {
    const auto end = parts.begin() + static_cast<std::ptrdiff_t>(part);
    const auto before =
        std::count_if(parts.begin(), end, [&](const Part& other) { return other.method == parts[part].method; });
    const QString name = QString::fromStdString(parts[part].method);
    return before == 0 ? name : name + ' ' + QString::number(before + 1);
}

}  // namespace

PartTabs::PartTabs(QWidget* parent) : QTabBar(parent) {
    setObjectName("partTabs");
    setAccessibleName(tr("Parts of the design"));
    setAccessibleDescription(tr("The left and right arrow keys show another part, Delete removes the one shown"));
    setExpanding(false);
    setDrawBase(false);
    setUsesScrollButtons(true);
}

void PartTabs::setParts(const std::vector<Part>& parts) {
    while (count() > static_cast<int>(parts.size()))
        removeTab(count() - 1);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int tab = static_cast<int>(i);
        if (tab == count())
            addTab(QString());
        setTabText(tab, titleOf(parts, i));
        setTabWhatsThis(
            tab, wrappedTip(QString::fromStdString(methodOf(parts[i]).title + ": " + methodOf(parts[i]).summary)));
        mark(tab, {});
    }
}

void PartTabs::mark(int part, const std::vector<Finding>& findings) {
    const bool isFaulty =
        std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.fault; });
    QString tip = tabWhatsThis(part);
    for (const Finding& finding : findings)
        tip += wrappedTip(inWindowWords(finding.sentence));
    setTabToolTip(part, tip);
    setTabIcon(part, findings.empty() ? QIcon()
                     : isFaulty       ? glyphIcon(Glyph::Fault, theme::fault)
                                      : glyphIcon(Glyph::Information, theme::quietText));
    setAccessibleTabName(part, findings.empty() ? tabText(part)
                               : isFaulty       ? tr("%1, has a fault").arg(tabText(part))
                                                : tr("%1, has a remark").arg(tabText(part)));
}

void PartTabs::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier)
        emit removeRequested();
    else
        QTabBar::keyPressEvent(event);
}

void PartTabs::wheelEvent(QWheelEvent* event) {
    event->ignore();  // it scrolls the form
}

}  // namespace adapterscope
