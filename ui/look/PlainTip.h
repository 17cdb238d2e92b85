// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextDocument>

namespace adapterscope {

/// A tool tip that shows the text literally. Qt would interpret text that looks like markup and open the
/// pictures in it, and a name in a project may look like that.
inline QString plainTip(const QString& text) {
    return Qt::mightBeRichText(text) ? "<p style='white-space:pre-wrap'>" + text.toHtmlEscaped() + "</p>" : text;
}

/// The same in lines that wrap, whatever the text looks like; empty for an empty one.
inline QString wrappedTip(const QString& text) {
    return text.isEmpty() ? text : "<p>" + text.toHtmlEscaped().replace('\n', "<br>") + "</p>";
}

}  // namespace adapterscope
