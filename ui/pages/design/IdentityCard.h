// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/BaseConfig.h"
#include "ui/dispatch/ProbeDispatch.h"
#include "ui/look/Card.h"

class QBoxLayout;
class QCheckBox;
class QLabel;
class QPushButton;
class QTimer;

namespace adapterscope {

class IdentityStrip;
class Session;

/// How far the current design's adapters are from the identity, or what else it changes from the base, before any
/// training, live while its settings are dragged: the strip, and a sentence that explains it, or what prevents the
/// measurement.
class IdentityCard : public Card {
    Q_OBJECT

public:
    IdentityCard(Session& session, ProbeDispatch::Engine engine, QWidget* parent = nullptr);

    /// The current design over this base can be measured, or why it cannot.
    void measure(const std::optional<BaseConfig>& base, const QString& why);
    /// Puts the text above the strip instead of beside it if there is no width for both.
    void setStacked(bool stacked);
    /// Whether it shows all there is to show for the current design.
    bool isSettled() const { return !isVisible() || !m_probe->isBusy(); }

signals:
    void settled();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void showAnswers(const ProbeDispatch::Question& question, const ProbeDispatch::Answers& answers);
    void say(const QString& sentence, const QString& detail = {});
    void notMeasured(const QString& why);
    /// Empty if the design can be measured.
    QString whyNotMeasured() const;
    void explain(const std::vector<IdentityPoint>& points);

    Session& m_session;
    ProbeDispatch* m_probe;
    IdentityStrip* m_strip;
    QLabel* m_heading;
    ToneLabel *m_sentence, *m_detail;
    QCheckBox* m_compare;
    QPushButton* m_again;
    QTimer* m_slow;
    QBoxLayout* m_columns;
    std::optional<BaseConfig> m_base;
    QString m_why, m_detailWords, m_shownBase;
    ProbeRequest m_paperOf;         ///< what m_paper was measured for
    std::optional<double> m_paper;  ///< mean distance at the paper's sigma
};

}  // namespace adapterscope
