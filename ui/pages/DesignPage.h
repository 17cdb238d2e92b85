// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/dispatch/ProbeDispatch.h"
#include "ui/pages/Page.h"

namespace adapterscope {

class BudgetCard;
class DesignForm;
class IdentityCard;
class LayerDiagram;
struct DesignView;

/// Choose a base, a task and a method; set every setting of an adapter; see at once where it sits in the network and
/// what it costs.
class DesignPage : public Page {
    Q_OBJECT

public:
    /// `engine` says how the engine of the probe is started; by default the one beside this program.
    explicit DesignPage(Session& session, QWidget* parent = nullptr,
                        ProbeDispatch::Engine engine = &EngineCommand::local);

    QString key() const override { return "design"; }
    QString title() const override { return tr("Design"); }
    QIcon icon() const override;
    bool isLoaded() const override;

signals:
    void exportRequested();

private:
    /// Judges and counts the current design, and shows it everywhere.
    void refresh();

    /// The method as it usually is, for the drawing, while the design or the base is at fault.
    std::optional<DesignView> usualView() const;

    DesignForm* m_form;
    LayerDiagram* m_diagram;
    BudgetCard* m_budget;
    IdentityCard* m_identity;
};

}  // namespace adapterscope
