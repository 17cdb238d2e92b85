// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "ui/pages/Page.h"
#include "ui/pages/ProjectReader.h"
#include "ui/pages/explain/ExplainData.h"

class QSplitter;
class QStackedWidget;

namespace adapterscope {

class IdentityView;
class SigmaSetup;
class SigmaView;

/// Near-identity initialisation: what sigma and the skip connection do to accuracy, and how far training takes the
/// adapters from the identity. Connects the two figures and the setup of the sweep that fills them.
class ExplainPage : public Page {
    Q_OBJECT

public:
    explicit ExplainPage(Session& session, QWidget* parent = nullptr);
    ~ExplainPage() override;

    QString key() const override { return "explain"; }
    QString title() const override { return tr("Explain"); }
    QString menuTitle() const override { return tr("E&xplain"); }
    QIcon icon() const override;
    bool isLoaded() const override;
    QList<QAction*> menuActions() const override { return m_actions; }

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void reload();
    void take(const std::shared_ptr<ExplainData>& fresh);
    void showSetup(bool wanted);
    void sayLoaded();
    /// The figures beside each other, or, if they would be too small, one above the other in a column that scrolls.
    void arrange();

    ProjectReader<ExplainData> m_reader;
    bool m_isLoaded = false;
    bool m_isEmpty = true;       ///< nothing to show but the setup
    bool m_setupWanted = false;  ///< the person asked for the setup
    bool m_stale = true;         ///< the project changed while the page was hidden

    QStackedWidget* m_stack;
    SigmaSetup* m_setup;
    SigmaView* m_sigma;
    IdentityView* m_identity;
    QSplitter* m_halves;
    QList<QAction*> m_actions;
};

}  // namespace adapterscope
