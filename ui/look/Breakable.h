// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace adapterscope {

/// For a wrapped label: the text with zero-width spaces in words so long that no line may hold them (a design with many
/// settings, a file's name), which a label would cut, or be as wide as. Other texts come back as they are.
QString breakable(const QString& text);

/// The text without as much of its middle as is beyond so many characters, where pixels are not known: a window's
/// title.
QString shortened(const QString& text, qsizetype most);

}  // namespace adapterscope
