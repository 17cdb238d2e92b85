// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace adapterscope {

/// A list to choose from whose texts may be of any length: it asks for no more width than it needs and for a bounded
/// one, shortens in the middle what it shows, and gives the whole with its tool tip.
class Chooser : public QComboBox {
    Q_OBJECT

public:
    explicit Chooser(QWidget* parent = nullptr);

    QString shownText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

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
