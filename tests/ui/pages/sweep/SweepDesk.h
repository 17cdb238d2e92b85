// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableView>

#include "tests/support/Fabricated.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/pages/SweepPage.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/window/MessageBar.h"

namespace adapterscope::test {

inline constexpr int generousMilliseconds = 60000;

inline std::filesystem::path smallBase() {
    return sharedData("reference/models/bert");
}

/// Sixty labelled lines in a file of the person's own.
inline std::filesystem::path smallTask(const TempFolder& folder) {
    std::string rows = "text\tlabel\n";
    for (int i = 0; i < 60; ++i)
        rows += "sentence number " + std::to_string(i) + " is " + (i % 2 ? "good" : "bad") + "\t" +
                (i % 2 ? "yes" : "no") + "\n";
    writeFile(folder / "own.tsv", rows);
    return folder / "own.tsv";
}

/// The page over an empty project, with the scripted engine.
struct SweepDesk {
    TempFolder folder;
    ScopedVariable engine;
    Session session;
    SweepPage page{session};
    MessageBar bar;  // as in the window
    QStringList messages;

    explicit SweepDesk(const std::string& script = {})
        : engine("ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE) + " " + script) {
        session.openProject(folder / "p.adapterscope");
        QObject::connect(&session, &Session::messageRequested,
                         [this](const Message& message) { messages << message.sentence; });
        QObject::connect(&session, &Session::messageRequested, &bar, &MessageBar::post);
        QObject::connect(&session, &Session::messageSettled, &bar, &MessageBar::settle);
        page.resize(1140, 760);
        page.show();
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(page, name);
    }
    QString summary() { return get<QLabel>("planSummary").text(); }
    /// Base, task, designs and seeds, as typed into the form.
    void fillIn(const QString& designs, int seeds) {
        SweepDraft draft = page.findChild<SweepForm*>()->draft();
        draft.sweep.bases = {smallBase().string()};
        draft.sweep.hyperparameters.maxLength = 32;  // the reference base has 64 positions
        draft.sweep.tasks = {taskNamed(smallTask(folder).string())};
        session.agreeTo(placesOf(draft.sweep));  // as when they are chosen in the lists
        page.findChild<SweepForm*>()->display(draft);
        get<QPlainTextEdit>("sweepDesigns").setPlainText(designs);
        get<QSpinBox>("sweepSeeds").setValue(seeds);
        get<QSpinBox>("workers").setValue(1);
    }
    bool shows(const QString& text) {
        const bool found = becomes([&] { return summary().contains(text); }, generousMilliseconds);
        UNSCOPED_INFO("fault: " << get<QLabel>("sweepFault").text().toStdString());
        return found;
    }
    bool becomesIdle() {
        return becomes([&] { return !page.isBusy(); }, generousMilliseconds);
    }
    /// By its button, and until that is done.
    void stop() {
        QTest::mouseClick(&get<QPushButton>("stopSweep"), Qt::LeftButton);
        REQUIRE(becomesIdle());
    }
    /// Finished runs in the project, and a form without designs.
    void have(const std::vector<RunRecord>& runs) {
        fill(session.project(), runs);
        get<QPlainTextEdit>("sweepDesigns").setPlainText("head");  // the form is not filled in from the runs
        get<QPlainTextEdit>("sweepDesigns").clear();
        emit session.runsPlanned();
        const auto cells = static_cast<qsizetype>(runs.size());
        REQUIRE(becomes([&] { return grid().size() == cells; }, generousMilliseconds));
    }
    void choose(const char* chooser, const QString& key) {
        auto& box = get<QComboBox>(chooser);
        box.setCurrentIndex(box.findData(key));
        emit box.activated(box.currentIndex());
    }
    QStringList grid() { return cellsOf(*get<QTableView>("sweepGrid").model()); }
};

}  // namespace adapterscope::test
