// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/Chooser.h"

#include <QSignalBlocker>

#include <algorithm>

namespace adapterscope {

QComboBox* makeChooser(const char* objectName, const QString& accessibleName, const QString& toolTip) {
    auto* chooser = new QComboBox;
    chooser->setObjectName(QLatin1String(objectName));
    chooser->setAccessibleName(accessibleName);
    chooser->setToolTip(toolTip);
    return chooser;
}

void refill(QComboBox& chooser, const ChooserItems& items, const QString& key) {
    const QSignalBlocker quiet(chooser);
    ChooserItems before;
    for (int i = 0; i < chooser.count(); ++i)
        before.add(chooser.itemText(i), chooser.itemData(i).toString());
    if (before.texts != items.texts || before.keys != items.keys) {
        chooser.clear();
        for (int i = 0; i < items.texts.size(); ++i)
            chooser.addItem(items.texts[i], items.keys[i]);
    }
    const int chosen = items.texts.isEmpty() ? -1 : std::max(0, chooser.findData(key));
    if (chooser.currentIndex() != chosen)
        chooser.setCurrentIndex(chosen);
    chooser.setEnabled(items.texts.size() > 1);
}

}  // namespace adapterscope
