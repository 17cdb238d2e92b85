// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace adapterscope {

QComboBox* makeChooser(const char* objectName, const QString& accessibleName, const QString& toolTip);

/// What a chooser offers: texts for the person, keys to tell them apart.
struct ChooserItems {
    QStringList texts, keys;
    void add(const QString& text, const QString& key) {
        texts << text;
        keys << key;
    }
};
/// Offers these, quietly, with that key chosen (the first where it is none of them). A list that is the same as before
/// is left alone: it may be open.
void refill(QComboBox& chooser, const ChooserItems& items, const QString& key);

}  // namespace adapterscope
