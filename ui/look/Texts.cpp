// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Texts.h"

#include <QCoreApplication>
#include <QTranslator>

namespace adapterscope {

void installTexts() {
    auto* texts = new QTranslator(QCoreApplication::instance());
    if (texts->load(":/translations/adapterscope_en.qm"))
        QCoreApplication::installTranslator(texts);
}

}  // namespace adapterscope
