// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowArguments.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

#include "core/common/Error.h"
#include "ui/look/TextSize.h"

namespace adapterscope {

namespace {

const QStringList pageKeys{"design", "train", "sweep", "compare", "explain"};
const QStringList builtPages{"design", "sweep", "compare", "explain"};
const QStringList figureEndings{"pdf", "png", "svg"};
/// Of Qt's own options: those with a value, and those without.
const QStringList qtOptions{"platform",    "platformpluginpath", "platformtheme", "plugin",  "qwindowgeometry",
                            "qwindowicon", "qwindowtitle",       "style",         "session", "display",
                            "stylesheet"};
const QStringList qtFlags{"reverse", "nograb", "dograb", "sync", "widgetcount"};
const QStringList flags{"h", "help", "v", "version"};  // they take no value

[[noreturn]] void refuse(const QString& sentence) {
    throw Error(sentence.toStdString(), ErrorKind::Usage);
}

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription("Explore adapter architectures: what every trained parameter buys.");
    parser.addOptions({
        {"page", "Page to show: design, sweep, compare or explain.", "NAME"},
        {"palette", "Colours: light or dark; by default the desktop's, of a figure light.", "NAME"},
        {"size", "Size of the window, or of a panel of the figure, in pixels, such as 1280x800.", "WxH"},
        {"text-size", "Size of the window's text in points, from 7 to 28; by default the last one.", "POINTS"},
        {"screenshot", "Shows the page with its content, saves its picture as PNG and ends.", "FILE"},
        {"figure", "Writes a figure of the project without a window: budget, curves, sigma or identity.", "KIND"},
        {"out", "File of the figure: .pdf, .png or .svg.", "FILE"},
        {"on", "Rows that score the budget figure: dev (the default) or test.", "SPLIT"},
        {"run", "The run that the identity figure draws as a thick line.", "RUN"},
        {"best-over", "The budget figure shows the best on dev of designs that differ only in this.", "FACTOR"},
        {"by",
         "What the axis of the budget figure shows: trained (the default), stored, bytes, percent, multiply_adds, "
         "seconds, or a factor, such as m.",
         "COST|FACTOR"},
        {"colour", "What the colours of the budget figure stand for: method, or another factor.", "FACTOR"},
        {"facet", "Panels of the budget figure, side by side: task, base, or another factor.", "FACTOR"},
        {"filter", "The figures budget and curves show only these runs, as the filter of the Compare page does.",
         "WORDS"},
        {{"h", "help"}, "Print this help."},
        {{"v", "version"}, "Print the version."},
    });
    parser.addPositionalArgument("PROJECT", "Project file to open.", "[PROJECT]");
}

/// An empty value would count as an option that was not given.
void refuseEmptyValues(const QCommandLineParser& parser) {
    for (const QString& option : parser.optionNames())
        if (!flags.contains(option) && parser.value(option).isEmpty())
            refuse(QString("--%1: the value is empty. See --help.").arg(option));
}

void readPage(const QCommandLineParser& parser, WindowArguments& arguments) {
    if (!parser.isSet("page"))
        return;
    arguments.page = parser.value("page");
    if (!pageKeys.contains(arguments.page))
        refuse(
            QString("--page %1: there is no such page; choose one of %2.").arg(arguments.page, builtPages.join(", ")));
    if (!builtPages.contains(arguments.page))
        refuse(QString("--page %1: this version does not have that page yet; choose one of %2.")
                   .arg(arguments.page, builtPages.join(", ")));
}

void readPalette(const QCommandLineParser& parser, WindowArguments& arguments) {
    if (!parser.isSet("palette"))
        return;
    const QString name = parser.value("palette");
    if (name != "light" && name != "dark")
        refuse(QString("--palette %1: choose light or dark.").arg(name));
    arguments.palette = name == "dark" ? theme::Mode::Dark : theme::Mode::Light;
}

void readSize(const QCommandLineParser& parser, WindowArguments& arguments) {
    if (!parser.isSet("size"))
        return;
    const auto match = QRegularExpression("^([0-9]{1,5})x([0-9]{1,5})$").match(parser.value("size"));
    arguments.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || arguments.size.isEmpty())
        refuse(QString("--size %1: write width and height in pixels, such as 1280x800.").arg(parser.value("size")));
}

void readTextSize(const QCommandLineParser& parser, WindowArguments& arguments) {
    if (!parser.isSet("text-size"))
        return;
    bool isNumber = false;
    arguments.textSize = parser.value("text-size").toDouble(&isNumber);
    if (!isNumber || !(arguments.textSize >= textsize::smallest && arguments.textSize <= textsize::largest))
        refuse(QString("--text-size %1: write a number of points from %2 to %3, such as 14.")
                   .arg(parser.value("text-size"))
                   .arg(textsize::smallest)
                   .arg(textsize::largest));
}

/// What the application object takes out of the command line for itself, such as -platform offscreen: with one dash or
/// two.
bool isQtOption(const QString& word, const QStringList& names) {
    return std::any_of(names.begin(), names.end(),
                       [&](const QString& known) { return word == '-' + known || word == "--" + known; });
}

/// The only ones that it takes with their value in the same word.
bool isAssignedQtOption(const QString& word) {
    return word.contains('=') && isQtOption(word.section('=', 0, 0), {"style", "stylesheet"});
}

QStringList withoutQtOptions(const QStringList& words, WindowArguments& arguments) {
    QStringList own;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i] == "--")
            return own + words.mid(i);
        arguments.choosesPlatform = arguments.choosesPlatform || isQtOption(words[i], {"platform"});
        if (isQtOption(words[i], qtOptions))
            ++i;  // and its value
        else if (!isQtOption(words[i], qtFlags) && !isAssignedQtOption(words[i]))
            own << words[i];
    }
    return own;
}

void readFigure(const QCommandLineParser& parser, WindowArguments& arguments) {
    arguments.figure = parser.value("figure");
    arguments.out = parser.value("out");
    arguments.on = parser.value("on");
    arguments.bestOver = parser.value("best-over");
    arguments.by = parser.value("by");
    arguments.colour = parser.value("colour");
    arguments.facet = parser.value("facet");
    arguments.filter = parser.value("filter");
    arguments.run = parser.value("run");
    if (arguments.figure.isEmpty() != arguments.out.isEmpty())
        refuse("--figure KIND and --out FILE belong together: give both.");
    if (arguments.figure.isEmpty())
        return;
    if (arguments.project.isEmpty())
        refuse(QString("--figure %1: give its project.").arg(arguments.figure));
    if (!figureEndings.contains(QFileInfo(arguments.out).suffix().toLower()))
        refuse(QString("--out %1: a figure's file ends with .pdf, .png or .svg.").arg(arguments.out));
}

}  // namespace

WindowArguments parseWindowArguments(const QStringList& words) {
    QCommandLineParser parser;
    addOptions(parser);
    WindowArguments arguments;
    if (!parser.parse(QStringList{"adapterscope"} + withoutQtOptions(words, arguments)))
        refuse(parser.errorText() + (parser.errorText().endsWith('.') ? "" : ".") + " See --help.");
    arguments.help = parser.isSet("help");
    arguments.version = parser.isSet("version");
    if (parser.positionalArguments().size() > 1)
        refuse(QString("One project can be opened, but there are %1: %2.")
                   .arg(parser.positionalArguments().size())
                   .arg(parser.positionalArguments().join(", ")));
    arguments.project = parser.positionalArguments().value(0);
    refuseEmptyValues(parser);
    readPage(parser, arguments);
    readPalette(parser, arguments);
    readSize(parser, arguments);
    readTextSize(parser, arguments);
    readFigure(parser, arguments);
    arguments.screenshot = parser.value("screenshot");
    if (parser.isSet("screenshot") && QFileInfo(arguments.screenshot).suffix().toLower() != "png")
        refuse(QString("--screenshot %1: the picture's file ends with .png.").arg(arguments.screenshot));
    return arguments;
}

QString windowHelp() {
    QCommandLineParser parser;
    addOptions(parser);
    // There is no application yet to take the name from.
    return parser.helpText().replace("<executable_name>", "adapterscope");
}

}  // namespace adapterscope
