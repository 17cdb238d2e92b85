// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QSettings>

#include "tests/support/Fabricated.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/ScopedTextSize.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/pages/Page.h"
#include "ui/window/MainWindow.h"

namespace adapterscope::test {

/// The sizes at which every page is to fit.
inline const QList<QSize> fittingSizes{{1024, 700}, {1280, 720}, {1920, 1080}};

/// The window over a project, empty or with runs of every kind of figure.
struct FittingDesk {
    TempFolder folder;
    ScopedVariable engine{"ADAPTERSCOPE_ENGINE", inQuotes(fakeEngine().words.front())};
    ScopedVariable cache{"XDG_CACHE_HOME", (folder / "cache").string()};  // without minilm, which is offered then
    Session session;
    MainWindow window{session};

    explicit FittingDesk(bool withRuns, const std::vector<RunRecord>& more = {}) {
        QSettings().clear();
        writeSmallBase(folder / "base");
        writeSmallTask(folder / "task.tsv");
        if (withRuns) {
            {
                const auto project = Project::open(folder / "p.adapterscope");
                fill(*project, fabricatedSweep());
                fill(*project, fabricatedSigmaSweep());
                fill(*project, more);
            }
            session.openProject(folder / "p.adapterscope");
        }
        session.editBase(QString::fromStdString((folder / "base").string()));
        session.editTask(taskNamed((folder / "task.tsv").string()));
        window.show();
        for (Page* page : window.pages()) {
            window.showPage(page->key());
            REQUIRE(becomes([&] { return page->isLoaded(); }, 60000));
        }
        for (const char* offer : {"baseChooserOffer", "sweepBasesOffer"})
            REQUIRE(becomes([&] { return !named<QWidget>(window, offer).isHidden(); }));
    }

    void show(const QString& page, const QSize& size) {
        window.setMinimumSize(size.boundedTo(window.minimumSize()));
        window.resize(size);
        window.showPage(page);
        settle();
    }

    /// Layouts pass a change on to the next level once a round.
    void settle() {
        for (int round = 0; round < 24; ++round)
            QCoreApplication::processEvents();
    }
};

}  // namespace adapterscope::test
