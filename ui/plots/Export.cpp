// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/Export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "ui/plots/ChartText.h"

namespace adapterscope {

namespace {

constexpr double pixelsPerInch = 96;

void paintPanels(const std::vector<QCustomPlot*>& panels, QCPPainter& painter, const ExportOptions& options) {
    for (std::size_t i = 0; i < panels.size(); ++i) {
        painter.save();
        painter.translate(0, static_cast<double>(i) * options.height);
        panels[i]->toPainter(&painter, options.width, options.height);
        painter.restore();
    }
}

/// The texts of the panels in full, however short they are drawn.
QString descriptionOf(const std::vector<QCustomPlot*>& panels) {
    QStringList texts;
    for (const QCustomPlot* panel : panels)
        texts << wholeTexts(*panel);
    return texts.join(QLatin1Char('\n'));
}

QByteArray pdf(const std::vector<QCustomPlot*>& panels, const ExportOptions& options, QSize size) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    // A PDF written by Qt has no description.
    writer.setTitle(options.title + QStringLiteral("; ") +
                    descriptionOf(panels).replace(QLatin1Char('\n'), QStringLiteral("; ")));
    writer.setCreator(QStringLiteral("AdapterScope"));
    writer.setResolution(static_cast<int>(pixelsPerInch));
    writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / pixelsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    QCPPainter painter;
    painter.begin(&writer);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    paintPanels(panels, painter, options);
    painter.end();
    return bytes;
}

QByteArray svg(const std::vector<QCustomPlot*>& panels, const ExportOptions& options, QSize size) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(options.title);
    generator.setDescription(QCoreApplication::translate("Export", "Made by AdapterScope") + QLatin1Char('\n') +
                             descriptionOf(panels));
    generator.setResolution(static_cast<int>(pixelsPerInch));
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    QCPPainter painter;
    painter.begin(&generator);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(QRect(QPoint(), size), exportColours(options.dark).background);
    paintPanels(panels, painter, options);
    painter.end();
    return bytes;
}

QByteArray png(const std::vector<QCustomPlot*>& panels, const ExportOptions& options, QSize size) {
    const double scale = options.dpi / pixelsPerInch;
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        throw Error(Sentence("A picture of {} dots per inch is too large for memory; choose fewer.", options.dpi),
                    ErrorKind::Machine);
    image.fill(exportColours(options.dark).background);
    const auto perMetre = static_cast<int>(pixelsPerInch / 0.0254);
    // Fonts are laid out for 96 dots per inch and scaled with everything else.
    image.setDotsPerMeterX(perMetre);
    image.setDotsPerMeterY(perMetre);
    QCPPainter painter(&image);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.scale(scale, scale);
    paintPanels(panels, painter, options);
    painter.end();
    image.setDotsPerMeterX(static_cast<int>(options.dpi / 0.0254));
    image.setDotsPerMeterY(static_cast<int>(options.dpi / 0.0254));
    image.setText(QStringLiteral("Title"), options.title);
    image.setText(QStringLiteral("Description"), descriptionOf(panels));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

}  // namespace

void exportFigure(const std::vector<QCustomPlot*>& panels, const std::filesystem::path& file,
                  const ExportOptions& options) {
    const QSize size(options.width, options.height * static_cast<int>(panels.size()));
    const QString ending = QString::fromStdString(file.extension().string()).toLower();
    QByteArray bytes;
    if (ending == QLatin1String(".pdf"))
        bytes = pdf(panels, options, size);
    else if (ending == QLatin1String(".svg"))
        bytes = svg(panels, options, size);
    else if (ending == QLatin1String(".png"))
        bytes = png(panels, options, size);
    else
        throw Error(Sentence("The figure's file {} must end in .pdf, .png or .svg.", file.string()), ErrorKind::Usage);
    writeOutputFile(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

void exportFigureOrTable(const std::filesystem::path& file, const ExportOptions& options,
                         const std::function<std::string()>& csv, const std::function<void(QCustomPlot&)>& draw) {
    if (file.extension() == ".csv")
        return writeOutputFile(file, csv());
    QCustomPlot paper;
    draw(paper);
    exportFigure({&paper}, file, options);
}

}  // namespace adapterscope
