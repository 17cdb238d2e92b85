// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <string>

namespace adapterscope {

/// A list to choose from whose texts may be of any length: it asks for no more width than it needs and at most a fixed
/// one, shortens what it shows, in the window's font, in the middle, and gives the whole text in its tool tip and its
/// opened list.
class Chooser : public QComboBox {
    Q_OBJECT
    Q_PROPERTY(QString shownText READ shownText)

public:
    explicit Chooser(QWidget* parent = nullptr);

    QString shownText() const;
    /// Asks for no less width than these texts need: what it offers of them changes nothing beside it.
    void reserveFor(const QStringList& texts);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void showPopup() override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int textWidth() const;
    int reservedWidth() const;
    QString designAlone() const;

    QStringList m_reserved;
};

Chooser* makeChooser(const char* objectName, const QString& accessibleName, const QString& toolTip);

/// What a chooser offers: texts for the person, keys to distinguish them.
struct ChooserItems {
    QStringList texts, keys;
    void add(const QString& text, const QString& key) {
        texts << text;
        keys << key;
    }
};
/// Offers these, without a signal, with that key chosen (the first if it is not among them). An unchanged list
/// is left alone: it may be open.
void refill(QComboBox& chooser, const ChooserItems& items, const QString& key);
/// Chooses that key among what a list offers, the first if it is not there.
void chooseAmong(QComboBox& chooser, const std::string& key);

}  // namespace adapterscope
