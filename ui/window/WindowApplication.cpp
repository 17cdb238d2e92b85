// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowApplication.h"

#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>
#include <QTimer>

#include <algorithm>
#include <cstdio>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Fault.h"
#include "core/experiment/plan/KnownSources.h"
#include "ui/look/NumberText.h"
#include "ui/look/TextSize.h"
#include "ui/look/Texts.h"
#include "ui/plots/FigureRenderer.h"
#include "ui/session/NamedPlaces.h"
#include "ui/window/DesktopColours.h"
#include "ui/window/MainWindow.h"
#include "ui/window/ProjectActions.h"
#include "ui/window/Screenshot.h"
#include "ui/window/WindowArguments.h"
#include "ui/window/WrappedTips.h"

namespace adapterscope {

namespace {

QString programName() {
    return QFileInfo(QApplication::arguments().value(0)).fileName();
}

/// A figure reads nothing that only its project names; what it lacks is reported.
void tellWithheld(const Project& project, const QString& kind) {
    const std::vector<std::string> withheld = KnownSources::ofUser().unknown(placesNamedByRuns(project));
    if (withheld.empty() || (kind != "budget" && kind != "sigma"))
        return;
    std::fprintf(stderr,
                 "%s: the score of the commonest label and the size of the base are left out, because they are in "
                 "files that only this project names, such as %s; to add them, open the project in the window and "
                 "press Read Them.\n",
                 qPrintable(programName()), excerpt(withheld.front()).c_str());
}

void tell(const QString& sentence) {
    std::fprintf(stderr, "%s: %s\n", qPrintable(programName()), qPrintable(sentence));
}

/// A legend takes at most a third of a figure, and curves of many runs cannot be told apart one by one.
void tellUnnamed(const Unnamed& unnamed) {
    QString remedy;
    if (!unnamed.filter.empty())
        remedy = QLatin1Char(' ') +
                 QCoreApplication::translate("WindowApplication", "A filter draws fewer runs: add, for example, %1.")
                     .arg(QString::fromStdString(unnamed.filter));
    if (unnamed.runs > 0)
        tell(QCoreApplication::translate("WindowApplication",
                                         "%1 run(s) is/are too many to be named one by one; the curves have the looks "
                                         "and names of groups.",
                                         nullptr, plural(unnamed.runs))
                 .arg(unnamed.runs) +
             remedy);
    if (unnamed.entries > 0)
        tell(QCoreApplication::translate("WindowApplication",
                                         "%1 entry/entries of the legend had no room and is/are only counted; make the "
                                         "figure larger with --size, such as --size 1200x900.",
                                         nullptr, plural(unnamed.entries))
                 .arg(unnamed.entries) +
             remedy);
}

int writeFigure(const WindowArguments& arguments) {
    const auto project = Project::openForReading(arguments.project.toStdString());
    const Unnamed unnamed = renderFigure(
        *project, {arguments.figure.toStdString(), arguments.out.toStdString(), arguments.on.toStdString(),
                   arguments.run.toStdString(), arguments.bestOver.toStdString(), arguments.by.toStdString(),
                   arguments.colour.toStdString(), arguments.facet.toStdString(), arguments.size,
                   arguments.filter.toStdString(), arguments.palette == theme::Mode::Dark});
    tellWithheld(*project, arguments.figure);
    tellUnnamed(unnamed);
    return 0;
}

int showWindow(const WindowArguments& arguments) {
    const WrappedTips tips;
    const bool isPicture = !arguments.screenshot.isEmpty();
    const double last = isPicture ? 0 : QSettings().value(textsize::settingsKey, 0).toDouble();
    if (const double points = arguments.textSize > 0 ? arguments.textSize : last; points > 0)
        textsize::apply(points);
    Session session;
    MainWindow window(session);
    if (!isPicture)
        window.restoreLast();
    else if (!arguments.project.isEmpty())
        session.openForPicture(arguments.project.toStdString());
    // If started from a desktop nobody sees standard error: the window shows what is wrong.
    if (!isPicture && !arguments.project.isEmpty())
        window.projectActions().open(arguments.project);
    if (arguments.size.isValid()) {
        window.setMinimumSize(arguments.size.boundedTo(window.minimumSize()));
        window.resize(arguments.size);
    }
    if (!arguments.page.isEmpty())
        window.showPage(arguments.page);
    window.show();
    if (isPicture)
        takeScreenshot(window, arguments.screenshot);
    else
        QTimer::singleShot(0, &window, [&window] {
            new DesktopColours(&window);
            window.projectActions().offerAbandoned();
        });
    return QApplication::exec();
}

}  // namespace

bool choosePlatform(const WindowArguments& arguments) {
    if (arguments.choosesPlatform || qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        return true;
    const bool hasDisplay = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    if (!arguments.figure.isEmpty() || (!arguments.screenshot.isEmpty() && !hasDisplay)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return true;
    }
    return hasDisplay;
}

int runWindow(const WindowArguments& arguments) {
    QApplication::setApplicationName("AdapterScope");
    QApplication::setOrganizationName("AdapterScope");
    QApplication::setDesktopFileName("adapterscope");
    installTexts();
    QApplication::setWindowIcon(QIcon(":/icons/adapterscope.svg"));
    const bool isPicture = !arguments.figure.isEmpty() || !arguments.screenshot.isEmpty();
    const int last = isPicture ? 0 : QSettings().value(theme::settingsKey, 0).toInt();
    theme::apply(arguments.palette.value_or(static_cast<theme::Mode>(std::clamp(last, 0, 2))));
    try {
        return arguments.figure.isEmpty() ? showWindow(arguments) : writeFigure(arguments);
    } catch (...) {
        const Error fault = currentFault(QCoreApplication::translate("WindowApplication", "The window").toStdString());
        std::fprintf(stderr, "%s: %s\n", qPrintable(programName()), fault.what());
        return fault.exitCode();
    }
}

}  // namespace adapterscope
