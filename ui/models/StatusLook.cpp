// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/StatusLook.h"

#include <QCoreApplication>

#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

struct StatusLook {
    Q_DECLARE_TR_FUNCTIONS(StatusLook)
};

}  // namespace

QString statusSign(Status status) {
    switch (status) {
        case Status::Waiting:
            return QStringLiteral("\u00b7");
        case Status::Running:
            return QStringLiteral("\u25b6");
        case Status::Done:
            return QStringLiteral("\u2713");
        case Status::Diverged:
            return QStringLiteral("\u2197");
        case Status::Failed:
            return QStringLiteral("\u2715");
        case Status::Cancelled:
            return QStringLiteral("\u25a0");
        case Status::Interrupted:
            return QStringLiteral("!");
        case Status::Pruned:
            return QStringLiteral("\u2702");
    }
    return {};
}

QString statusWord(Status status) {
    switch (status) {
        case Status::Waiting:
            return StatusLook::tr("waiting");
        case Status::Running:
            return StatusLook::tr("running");
        case Status::Done:
            return StatusLook::tr("done");
        case Status::Diverged:
            return StatusLook::tr("diverged");
        case Status::Failed:
            return StatusLook::tr("failed");
        case Status::Cancelled:
            return StatusLook::tr("cancelled");
        case Status::Interrupted:
            return StatusLook::tr("interrupted");
        case Status::Pruned:
            return StatusLook::tr("pruned");
    }
    return {};
}

QColor statusGround(Status status, const QPalette& palette) {
    const bool dark = theme::isDark(palette);
    const auto pick = [dark](QRgb onLight, QRgb onDark) { return QColor::fromRgb(dark ? onDark : onLight); };
    switch (status) {
        case Status::Waiting:
            return {};
        case Status::Running:
            return pick(0xd6e8f5, 0x16344a);
        case Status::Done:
            return pick(0xd5efe5, 0x123c30);
        case Status::Diverged:
            return pick(0xf5e3f0, 0x46293b);
        case Status::Failed:
            return pick(0xfbe0d2, 0x4f2813);
        case Status::Cancelled:
        case Status::Interrupted:
        case Status::Pruned:
            return pick(0xe6e8eb, 0x33383e);
    }
    return {};
}

}  // namespace adapterscope
