// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractScrollArea>
#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStatusBar>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QToolButton>

#include <algorithm>
#include <stdexcept>

#include "core/design/Methods.h"
#include "tests/support/Fabricated.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/Misfits.h"
#include "tests/ui/ScopedTextSize.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/look/TextSize.h"
#include "ui/pages/Page.h"
#include "ui/widgets/RemarkLabel.h"
#include "ui/widgets/TaskOptionsDialog.h"
#include "ui/window/MainWindow.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

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

/// Where a control is in the window. What is scrolled away in an area that does not hold the other control counts as at
/// the area's edge: it is scrolled there before it gets the focus.
QRect placeBeside(const QWidget& control, const QWidget& other, const QWidget& window) {
    QRect place = control.rect();
    for (const QWidget* inside = &control; inside != &window; inside = inside->parentWidget()) {
        place.translate(inside->pos());
        const QWidget* parent = inside->parentWidget();
        const auto* area = qobject_cast<const QAbstractScrollArea*>(parent->parentWidget());
        if (area && area->viewport() == parent && !parent->isAncestorOf(&other))
            place.moveTop(std::clamp(place.top(), 0, std::max(0, parent->height() - place.height())));
    }
    return place;
}

/// Whether the second control is above the first without being in a column to the right of it, or before it in its row.
bool isBackward(const QWidget& from, const QWidget& to, const QWidget& window) {
    const QRect a = placeBeside(from, to, window), b = placeBeside(to, from, window);
    const bool isRow = (a.top() <= b.center().y() && b.center().y() <= a.bottom()) ||
                       (b.top() <= a.center().y() && a.center().y() <= b.bottom());
    return isRow ? b.right() < a.left() : b.bottom() < a.top() && b.left() <= a.right();
}

/// Where the Tab key leads from the list of pages, once around.
QWidgetList tabStops(MainWindow& window) {
    auto& pages = named<QWidget>(window, "pageList");
    pages.setFocus();
    QWidgetList stops{&pages};
    for (int step = 0; step < 400; ++step) {
        QTest::keyClick(stops.last(), Qt::Key_Tab);
        if (window.focusWidget() == &pages)
            return stops;
        stops << window.focusWidget();
    }
    throw std::runtime_error("The Tab key does not lead back to the list of pages, but to " +
                             stops.last()->objectName().toStdString() + ".");
}

QStringList backwardSteps(const QWidgetList& stops, const QWidget& window) {
    QStringList steps;
    for (qsizetype i = 1; i < stops.size(); ++i)
        if (isBackward(*stops[i - 1], *stops[i], window))
            steps << stops[i - 1]->objectName() + " to " + stops[i]->objectName();
    return steps;
}

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
            CHECK_THAT(misfits(desk.window).join('\n').toStdString(), Catch::Equals(""));
        }
}

}  // namespace

TEST_CASE("Every page of an empty project fits with large text") {
    checkEveryPage(false);
}

TEST_CASE("Every page of a project with runs fits with large text") {
    checkEveryPage(true);
}

TEST_CASE("The Explain page of an empty project fits in a presentation") {
    const double points = GENERATE(9.0, 11.0, 14.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    auto& presentation = *desk.window.findChild<QAction*>("presentation");
    presentation.trigger();
    desk.window.setWindowState(Qt::WindowNoState);  // of any size
    for (const QSize& size : sizes) {
        desk.show("explain", size);
        const QString remark = QStringLiteral("A remark of a few lines. ").repeated(9);
        named<RemarkLabel>(desk.window, "sigmaRemarks").setRemarks({remark, remark.toUpper()});
        desk.settle();
        INFO(QApplication::font().pointSizeF() << " pt, " << size.width() << "x" << size.height());
        CHECK_THAT(misfits(desk.window).join('\n').toStdString(), Catch::Equals(""));
    }
    presentation.trigger();
}

TEST_CASE("A presentation's text is larger, but leaves space for 38 lines on the screen or stays as it was") {
    const double points = GENERATE(9.0, 14.0, 20.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    const QScreen& screen = *desk.window.screen();
    const double most = screen.geometry().height() * 72.0 / screen.logicalDotsPerInchY() / 38;
    REQUIRE(most < 20);
    auto& presentation = *desk.window.findChild<QAction*>("presentation");
    presentation.trigger();
    const double shown = textsize::current();
    CHECK((shown > points) == (points < most));
    CHECK(shown <= std::max(points, most));
    presentation.trigger();
    CHECK(textsize::current() == Approx(points));
}

TEST_CASE("The details of two designs with long names are never wider than their place") {
    const double points = GENERATE(9.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const double step = 0.01 * static_cast<double>(seed);
        runs.push_back(fabricatedRun("houlsby:m=7,sites=attention", seed, 0.8 + step, 1'183'490));
        runs.push_back(
            fabricatedRun("adapter:m=64@0-1+16@2-3,sigma=0.001,gating=on", seed, 0.81 + 2 * step, 1'190'018));
    }
    FittingDesk desk(true, runs);
    const QWidget& card = named<QWidget>(desk.window, "designDetails");
    for (const QSize& size : {QSize(1024, 700), QSize(1280, 800)}) {
        desk.show("compare", size);
        emit desk.session.runsRequested({QString::fromStdString(runs[0].id), QString::fromStdString(runs[1].id)});
        desk.settle();
        INFO(points << " pt, " << size.width() << "x" << size.height());
        CHECK(named<QLabel>(desk.window, "designDetailsText").text().contains("by seed"));
        CHECK(card.width() <= card.parentWidget()->width());
        CHECK_THAT(misfits(desk.window).join('\n').toStdString(), Catch::Equals(""));
    }
}

TEST_CASE("The details of a design use the whole width of their place with large text") {
    const double points = GENERATE(14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(true);
    const QLabel& details = named<QLabel>(desk.window, "designDetailsText");
    for (const QSize& size : {QSize(1024, 700), QSize(1280, 720)}) {
        desk.show("compare", size);
        emit desk.session.runsRequested({QString::fromStdString(fabricatedSweep().front().id)});
        desk.settle();
        INFO(points << " pt, " << size.width() << "x" << size.height());
        REQUIRE(details.text().contains("Learning rate"));
        CHECK(details.width() >= 12 * details.fontMetrics().averageCharWidth());
        QTextDocument paragraphs;
        paragraphs.setDefaultFont(details.font());
        paragraphs.setHtml(details.text());
        paragraphs.setTextWidth(details.width());
        for (QTextBlock each = paragraphs.begin(); each.isValid(); each = each.next())
            CHECK(paragraphs.documentLayout()->blockBoundingRect(each).width() > 0.8 * details.width());
    }
}

TEST_CASE("The Design page of every method fits with large text") {
    const double points = GENERATE(9.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    std::vector<Design> designs;
    for (const MethodInfo& method : methods())
        designs.push_back(method.defaults);
    for (const char* several :
         {"prefix:gating=on & pfeiffer & lora:r=4 & bitfit", "houlsby:m=8,layernorm=none & bitfit",
          "adapter:m=64@0-1+16@2-3,gating=on", "lora:r=4,targets=query+value+ffn-in+output"})
        designs.push_back(parseDesign(several));
    for (const QSize& size : {QSize(1024, 700), QSize(1280, 800)})
        for (const Design& design : designs) {
            desk.session.editDesign(design, "Design");
            desk.show("design", size);
            INFO(points << " pt, " << size.width() << "x" << size.height() << ", " << toText(design));
            CHECK_THAT(misfits(desk.window).join('\n').toStdString(), Catch::Equals(""));
        }
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
        CHECK_THAT(misfits(dialog).join('\n').toStdString(), Catch::Equals(""));
        CHECK_THAT(sharedAltLetters(dialog).join('\n').toStdString(), Catch::Equals(""));
        constexpr int margins = 4;  // of a line edit, left and right
        for (const QLineEdit* line : dialog.findChildren<QLineEdit*>()) {
            const QString words = line->text().isEmpty() ? line->placeholderText() : line->text();
            INFO(words.toStdString());
            CHECK(line->fontMetrics().horizontalAdvance(words) <= line->width() - margins);
        }
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
    CHECK_THAT(misfits(dialog).join('\n').toStdString(), Catch::Equals(""));
}

TEST_CASE("What the Design page draws follows the size of text and does not run into itself") {
    const double points = GENERATE(9.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    for (const QSize& size : sizes) {
        desk.show("design", size);
        for (const char* name : {"layerMap", "budgetRuler"}) {
            INFO(points << " pt, " << size.width() << "x" << size.height() << ", " << name);
            CHECK_THAT(drawnMisfits(named<QWidget>(desk.window, name)).join('\n').toStdString(), Catch::Equals(""));
        }
    }
}

TEST_CASE("The designs that fit a budget are listed in whole rows at any size of text") {
    const double points = GENERATE(9.0, 11.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    named<QLineEdit>(desk.window, "budgetWanted").setText("1%");
    auto& list = named<QListWidget>(desk.window, "budgetFits");
    for (const QSize& size : {QSize(1024, 700), QSize(1280, 737), QSize(1920, 1080)}) {
        desk.show("design", size);
        for (const int row : {0, list.count() - 1}) {
            list.setCurrentRow(row);
            desk.settle();
            INFO(points << " pt, " << size.width() << "x" << size.height() << ", at row " << row);
            int shown = 0;
            const QRect room = list.viewport()->rect();
            for (int i = 0; i < list.count(); ++i) {
                const QRect place = list.visualItemRect(list.item(i));
                if (place.bottom() < 0 || place.top() > room.bottom())
                    continue;
                ++shown;
                CHECK(place.top() >= 0);
                CHECK(place.bottom() <= room.bottom());
            }
            CHECK(shown >= std::min(6, list.count()));
        }
    }
}

TEST_CASE("The form of a design needs no scrolling sideways at any size of text, whatever the method") {
    const double points = GENERATE(9.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    auto& control = named<QComboBox>(desk.window, "methodChooser");
    const auto* form = control.parentWidget();
    while (!qobject_cast<const QScrollArea*>(form))
        form = form->parentWidget();
    const auto& scroll = *qobject_cast<const QScrollArea*>(form)->horizontalScrollBar();
    for (const QSize& size : sizes)
        for (const MethodInfo& method : methods()) {
            desk.session.editDesign(method.defaults, {});
            desk.show("design", size);
            INFO(points << " pt, " << size.width() << "x" << size.height() << ", " << method.name);
            CHECK(scroll.maximum() == 0);
        }
}

TEST_CASE("The number of trained parameters is in view at every size of text, even if its card is not") {
    const double points = GENERATE(9.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(false);
    const auto& number = named<QLabel>(desk.window, "trainedParameters");
    auto& scroll = *named<QScrollArea>(desk.window, "designCards").verticalScrollBar();
    for (const QSize& size : sizes) {
        desk.show("design", size);
        INFO(points << " pt, " << size.width() << "x" << size.height());
        scroll.setValue(0);
        CHECK(number.visibleRegion().boundingRect() == number.rect());
        if (named<QWidget>(desk.window, "budgetCard").isAncestorOf(&number))
            continue;
        scroll.setValue(scroll.maximum());
        CHECK(number.visibleRegion().boundingRect() == number.rect());
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
        CHECK_THAT(sharedAltLetters(desk.window).join('\n').toStdString(), Catch::Equals(""));
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

TEST_CASE("The Tab key goes through every page in the order that is seen") {
    const bool withRuns = GENERATE(false, true);
    FittingDesk desk(withRuns);
    for (const QSize& size : sizes)
        for (const Page* page : desk.window.pages()) {
            desk.show(page->key(), size);
            const QWidgetList stops = tabStops(desk.window);
            INFO(page->key().toStdString() << " at " << size.width() << ", with runs: " << withRuns);
            CHECK_THAT(backwardSteps(stops, desk.window).join('\n').toStdString(), Catch::Equals(""));
            CHECK(
                std::any_of(stops.begin(), stops.end(), [&](const QWidget* stop) { return page->isAncestorOf(stop); }));
        }
}

TEST_CASE("Controls that a typed design brings along come in the Tab order where they are seen") {
    FittingDesk desk(false);
    desk.show("design", {1280, 800});
    for (const char* design : {"lora:r=4", "houlsby:m=8,layernorm=none & bitfit", "prefix"}) {
        auto& text = named<QLineEdit>(desk.window, "designText");
        text.setFocus();
        text.selectAll();
        QTest::keyClicks(&text, design);
        QTest::keyClick(&text, Qt::Key_Tab);
        CHECK(desk.window.focusWidget()->objectName() == "designTextCopy");
        desk.settle();
        const QWidgetList stops = tabStops(desk.window);
        INFO(design);
        CHECK_THAT(backwardSteps(stops, desk.window).join('\n').toStdString(), Catch::Equals(""));
        CHECK(stops[1]->objectName() == "baseChooser");
        CHECK(stops[2]->objectName() == "baseChooserBrowse");
    }
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
