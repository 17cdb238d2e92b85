// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStringList>

#include <tuple>

namespace adapterscope {

/// The text in lines of at most `width` pixels, at most `lines` of them. A design is broken after its signs, and a word
/// without a break opportunity anywhere. What is too long loses whole words, and values last: first those that all the
/// others have, from which it is to be told apart. Only a name that is too long by itself loses its middle.
QString boundedText(const QString& text, const QFont& font, int width, int lines, const QStringList& others = {});

/// The boundedText of one place of a chart, which a layout asks for many times, and each replot again.
class FittedText {
public:
    const QString& of(const QString& text, const QFont& font, int width, int lines, const QStringList& others = {});

private:
    std::tuple<QString, QFont, int, int, QStringList> m_given;  ///< what it was made of
    QString m_fitted;
};

}  // namespace adapterscope
