// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Screenshot.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

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
        if (window.grab().save(file, "PNG")) {
            QCoreApplication::exit(0);
            return;
        }
        std::fprintf(stderr, "The picture cannot be written to %s: choose a folder that exists and can be written.\n",
                     qPrintable(file));
        QCoreApplication::exit(5);
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
