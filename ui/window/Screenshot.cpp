// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Screenshot.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "ui/pages/Page.h"
#include "ui/window/MainWindow.h"

namespace adapterscope {

namespace {

/// Lets layouts propagate changes until no widget moves any more. A change climbs one level of the widgets per
/// round and moves nothing until it is at the top, so only many rounds without movement mean the end.
void settle(const QWidget& window) {
    constexpr int mostRounds = 100, stillRounds = 12;
    QList<QRect> before;
    for (int round = 0, still = 0; round < mostRounds && still < stillRounds; ++round) {
        QCoreApplication::processEvents();
        QList<QRect> now;
        for (const QWidget* each : window.findChildren<QWidget*>())
            now << each->geometry();
        still = now == before ? still + 1 : 0;
        before = now;
    }
}

}  // namespace

void takeScreenshot(MainWindow& window, const QString& file) {
    const auto take = [&window, file] {
        settle(window);
        try {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            window.grab().save(&buffer, "PNG");
            writeOutputFile(file.toStdString(),
                            std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
            QCoreApplication::exit(0);
        } catch (const Error& error) {
            std::fprintf(stderr, "adapterscope: %s\n", error.what());
            QCoreApplication::exit(error.exitCode());
        }
    };
    Page* page = window.currentPage();
    // Once through the event loop after loading: then what others show after loaded() has its layout.
    if (page->isLoaded())
        QTimer::singleShot(0, &window, take);
    else
        QObject::connect(
            page, &Page::loaded, &window, [&window, take] { QTimer::singleShot(0, &window, take); },
            Qt::SingleShotConnection);
}

}  // namespace adapterscope
