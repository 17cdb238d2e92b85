// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include <filesystem>
#include <functional>

#include "ui/plots/Export.h"
#include "ui/session/Session.h"

namespace adapterscope {

/// Writes a page's figure (PDF, PNG, SVG) or its numbers (CSV) into a file that the person names; errors are shown in
/// the message bar.
class ExportButton : public QToolButton {
    Q_OBJECT

public:
    struct Texts {
        QString figure;      ///< title of the figure's actions: "Figure as %1…"
        QString figureName;  ///< end of the suggested file's name: "budget"
        QString table;       ///< title of the action that writes CSV
        QString tableName;
    };
    /// Writes the file according to its extension; throws Error. The options have the chosen resolution and colours.
    using Write = std::function<void(const std::filesystem::path& file, const ExportOptions& options)>;

    ExportButton(Session& session, Texts texts, Write write, QWidget* parent = nullptr);

    /// The actions, for a menu of the window; the first one writes the figure as PDF.
    QList<QAction*> fileActions() const { return m_actions; }

private:
    void addResolutions(QMenu* menu);
    void addColours(QMenu* menu);
    void ask(const QString& ending);

    Session& m_session;
    Texts m_texts;
    Write m_write;
    QList<QAction*> m_actions;
    ExportOptions m_options;
};

}  // namespace adapterscope
