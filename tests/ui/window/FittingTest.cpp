// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

#include "tests/support/Fabricated.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/Fit.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/look/TextSize.h"
#include "ui/pages/Page.h"
#include "ui/widgets/TaskOptionsDialog.h"
#include "ui/window/MainWindow.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Sets a size of text, and the desktop's again at the end.
struct ScopedTextSize {
    explicit ScopedTextSize(double points) { textsize::apply(points); }
    ~ScopedTextSize() { textsize::apply(textsize::normal()); }
    ScopedTextSize(const ScopedTextSize&) = delete;
    ScopedTextSize& operator=(const ScopedTextSize&) = delete;
};

/// The window over a project, empty or with runs of every kind of figure.
struct FittingDesk {
    TempFolder folder;
    ScopedVariable engine{"ADAPTERSCOPE_ENGINE", inQuotes(fakeEngine().words.front())};
    ScopedVariable cache{"XDG_CACHE_HOME", (folder / "cache").string()};  // without minilm, which is offered then
    Session session;
    MainWindow window{session};

    explicit FittingDesk(bool withRuns) {
        QSettings().clear();
        writeSmallBase(folder / "base");
        writeSmallTask(folder / "task.tsv");
        if (withRuns) {
            {
                const auto project = Project::open(folder / "p.adapterscope");
                fill(*project, fabricatedSweep());
                fill(*project, fabricatedSigmaSweep());
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

const QList<QSize> sizes{{1024, 700}, {1280, 720}, {1920, 1080}};

void checkEveryPage(bool withRuns) {
    const double points = GENERATE(14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(withRuns);
    for (const QSize& size : sizes)
        for (const Page* page : desk.window.pages()) {
            desk.show(page->key(), size);
            INFO(points << " pt, " << size.width() << "x" << size.height() << ", " << page->key().toStdString());
            CHECK(desk.window.size() == size);
            CHECK(misfits(desk.window).join('\n').toStdString() == "");
        }
}

}  // namespace

TEST_CASE("Every page of an empty project fits with large text") {
    checkEveryPage(false);
}

TEST_CASE("Every page of a project with runs fits with large text") {
    checkEveryPage(true);
}

TEST_CASE("The dialog of a task's options fits with large text beside its preview or the fault in its place") {
    const double points = GENERATE(14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    TaskOptionsDialog dialog(desk.session.choice().task, &desk.window);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.resize(sizes.first());
    const auto fits = [&] {
        desk.settle();
        INFO(points << " pt");
        CHECK(dialog.size() == sizes.first());
        CHECK(misfits(dialog).join('\n').toStdString() == "");
        CHECK(sharedAltLetters(dialog).join('\n').toStdString() == "");
    };
    REQUIRE(becomes([&] { return named<QWidget>(dialog, "taskLabels").isVisible(); }));
    fits();
    named<QLineEdit>(dialog, "taskSplit").setText("80/30");
    REQUIRE_FALSE(named<QWidget>(dialog, "taskLabels").isVisible());
    fits();
}

TEST_CASE("The dialog that fetches a base fits with large text") {
    const double points = GENERATE(14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    named<QToolButton>(desk.window, "baseChooserOffer").click();
    auto& dialog = named<QDialog>(desk.window, "baseFetchDialog");
    desk.settle();
    INFO(points << " pt");
    CHECK(dialog.width() <= sizes.first().width());
    CHECK(dialog.height() <= sizes.first().height());
    CHECK(misfits(dialog).join('\n').toStdString() == "");
}

TEST_CASE("What the Design page draws follows the size of text and does not run into itself") {
    const double points = GENERATE(9.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    for (const QSize& size : sizes) {
        desk.show("design", size);
        for (const char* name : {"layerMap", "budgetRuler"}) {
            INFO(points << " pt, " << size.width() << "x" << size.height() << ", " << name);
            CHECK(drawnMisfits(named<QWidget>(desk.window, name)).join('\n').toStdString() == "");
        }
    }
}

TEST_CASE("The drawing of a layer and the rows of the layer map grow with the text") {
    FittingDesk desk(false);
    desk.show("design", {1280, 720});
    const QWidget& map = named<QWidget>(desk.window, "layerMap");
    const QWidget& drawing = named<QWidget>(desk.window, "layerDiagram");
    const int rows = map.height(), least = drawing.minimumSizeHint().height();
    const ScopedTextSize text(18);
    desk.settle();
    CHECK(map.height() > rows * 5 / 4);
    CHECK(drawing.minimumSizeHint().height() > least);
}

TEST_CASE("The letters pressed with Alt differ on every page and from the menus") {
    const bool withRuns = GENERATE(false, true);
    FittingDesk desk(withRuns);
    for (const Page* page : desk.window.pages()) {
        desk.show(page->key(), {1280, 800});
        INFO(page->key().toStdString());
        CHECK(sharedAltLetters(desk.window).join('\n').toStdString() == "");
    }
}

TEST_CASE("The letter of a label leads to a control that takes the focus") {
    FittingDesk desk(true);
    int letters = 0;
    for (const Page* page : desk.window.pages()) {
        desk.show(page->key(), {1280, 800});
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (const QWidget* control = label->buddy(); control && label->text().contains('&')) {
                INFO(page->key().toStdString() << ": " << label->text().toStdString());
                CHECK(control->focusPolicy() != Qt::NoFocus);
                ++letters;
            }
    }
    CHECK(letters > 5);
}

TEST_CASE("View > Larger, Smaller and Normal Size set the text and the next window has it") {
    FittingDesk desk(false);
    const auto action = [&](const char* name) { return desk.window.findChild<QAction*>(name); };
    const double normal = textsize::normal();
    QTest::keyClick(&desk.window, Qt::Key_Equal, Qt::ControlModifier);
    CHECK(QApplication::font().pointSizeF() == Approx(normal + 1));
    CHECK(named<QWidget>(desk.window, "pageList").font().pointSizeF() == Approx(normal + 1));
    action("largerText")->trigger();
    CHECK(QSettings().value(textsize::settingsKey).toDouble() == Approx(normal + 2));
    action("smallerText")->trigger();
    CHECK(QSettings().value(textsize::settingsKey).toDouble() == Approx(normal + 1));
    QTest::keyClick(&desk.window, Qt::Key_0, Qt::ControlModifier);
    CHECK(QApplication::font().pointSizeF() == Approx(normal));
    CHECK_FALSE(QSettings().contains(textsize::settingsKey));
    for (int i = 0; i < 40; ++i)
        action("smallerText")->trigger();
    CHECK(QApplication::font().pointSizeF() == Approx(textsize::smallest));
    action("normalText")->trigger();
}

TEST_CASE("F5 shows the window to a room until F5 or Esc and keeps nothing of it") {
    FittingDesk desk(false);
    const double normal = QApplication::font().pointSizeF();
    const auto isPresenting = [&] {
        return desk.window.isFullScreen() && QApplication::font().pointSizeF() > normal &&
               desk.window.statusBar()->isHidden();
    };
    for (const Qt::Key end : {Qt::Key_F5, Qt::Key_Escape}) {
        QTest::keyClick(&desk.window, Qt::Key_F5);
        CHECK(isPresenting());
        QTest::keyClick(&desk.window, end);
        CHECK_FALSE(desk.window.isFullScreen());
        CHECK(QApplication::font().pointSizeF() == Approx(normal));
        CHECK_FALSE(desk.window.statusBar()->isHidden());
    }
    QTest::keyClick(&desk.window, Qt::Key_F5);
    desk.window.close();
    CHECK(QApplication::font().pointSizeF() == Approx(normal));
    CHECK_FALSE(QSettings().contains(textsize::settingsKey));
}

TEST_CASE("The first window fits a small screen") {
    FittingDesk desk(false);
    QSettings().clear();
    MainWindow first(desk.session);
    first.restoreLast();
    const QSize screen = first.screen()->availableSize();
    CHECK(first.width() <= screen.width());
    CHECK(first.height() < screen.height());
}
