// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

#include "core/experiment/plan/RatePlan.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/look/At.h"
#include "ui/pages/ComparePage.h"
#include "ui/pages/compare/FaultLine.h"
#include "ui/plots/BudgetPlot.h"

namespace adapterscope::test {

/// The page over a project with these runs, shown and loaded.
struct CompareDesk {
    TempFolder folder;
    Session session;
    ComparePage page{session};

    explicit CompareDesk(const std::vector<RunRecord>& runs = fabricatedSweep()) {
        filledProject(folder / "p.adapterscope", runs);
        session.openProject(folder / "p.adapterscope");
        page.resize(1140, 760);
        page.show();
        REQUIRE(becomes([&] { return std::ssize(withoutPilots(runs)) <= table().model()->rowCount(); }));
    }
    BudgetPlot& plot() { return named<BudgetPlot>(page, "budgetPlot"); }
    QTableView& table() { return named<QTableView>(page, "runTable"); }
    QString details() {
        const QString numbers = named<QLabel>(page, "designDetailsText").text();
        return named<QWidget>(page, "designDetails").findChild<QLabel*>()->text() +
               QString(numbers).replace(QChar::Nbsp, QLatin1Char(' '));
    }
    QLineEdit& filter() { return named<QLineEdit>(page, "runFilter"); }
    QString filterFault() { return named<FaultLine>(page, "filterFault").text(); }
    QStringList completions() {
        QStringList words;
        for (int row = 0; row < filter().completer()->completionCount(); ++row) {
            filter().completer()->setCurrentRow(row);
            words << filter().completer()->currentCompletion();
        }
        return words;
    }
    void click(const std::string& design) {
        for (const auto& mark : plot().marks())
            if (mark.member < 0 && at(plot().figure().designs, mark.group).text == design)
                QTest::mouseClick(&plot(), Qt::LeftButton, {}, plot().pixelOf(mark).toPoint());
    }
};

}  // namespace adapterscope::test
