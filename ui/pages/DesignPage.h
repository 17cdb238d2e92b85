// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/dispatch/ProbeDispatch.h"
#include "ui/pages/Page.h"

class QGridLayout;
class QVBoxLayout;

namespace adapterscope {

class BudgetCard;
class Card;
class DesignForm;
class DesignTextCard;
class IdentityCard;
class LayerDiagram;
class SteadyScrollArea;
class ToneLabel;
struct DesignView;

/// Choose a base, a task and a method; set every setting of an adapter; see at once where it sits in the network and
/// what it costs.
class DesignPage : public Page {
    Q_OBJECT

public:
    /// `engine` specifies how the engine of the probe is started; by default the one beside this program.
    explicit DesignPage(Session& session, QWidget* parent = nullptr,
                        ProbeDispatch::Engine engine = &EngineProgram::local);

    QString key() const override { return "design"; }
    QString title() const override { return tr("Design"); }
    QIcon icon() const override;
    bool isLoaded() const override;
    void addToSweep();

signals:
    void exportRequested();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// Drawing, budget and identity card, in a column that scrolls if space is short.
    QWidget* buildCards();
    void arrangeCards(bool wide);
    void arrangeForm();
    bool hasSpaceForThree() const;
    /// The selected part, or, if there are no words, what a click does.
    void describePart(const QString& words);
    /// Validates and counts the current design, and shows it everywhere.
    void refresh();

    /// The method with its defaults, for the drawing, while the design or the base is invalid.
    std::optional<DesignView> usualView() const;

    DesignForm* m_form;
    LayerDiagram* m_diagram;
    ToneLabel* m_description;
    BudgetCard* m_budget;
    IdentityCard* m_identity;
    DesignTextCard* m_text;
    Card *m_formCard, *m_diagramCard;
    Card* m_number;  ///< of trained parameters, above all that scrolls, if the budget may be out of sight
    QVBoxLayout* m_right;
    QGridLayout* m_cards;
    SteadyScrollArea* m_scroll = nullptr;
    bool m_isWide = true;
};

}  // namespace adapterscope
