// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/TaskOptionsDialog.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The settings of a task that sentences name are labels in its dialog") {
    TaskOptionsDialog dialog({});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QStringList labels;
    for (const auto* label : dialog.findChildren<QLabel*>())
        labels << '"' + label->text().remove('&') + '"';
    for (const Setting setting :
         {Setting::TextColumn, Setting::PairColumn, Setting::LabelColumn, Setting::Separator, Setting::Header,
          Setting::Quotes, Setting::Encoding, Setting::Positive, Setting::Split})
        CHECK(labels.contains(QString::fromStdString(WindowPhrasing().phrase({setting}))));
}

TEST_CASE("A wrong word is refused in the dialog without stating where the dialog is") {
    TaskSource source;
    source.separator = "abc";
    TaskOptionsDialog dialog(source);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
    CHECK(
        named<FindingLabel>(dialog, "taskOptionsFault").text().startsWith("The separator \"abc\" is not a separator:"));
    CHECK_FALSE(named<FindingLabel>(dialog, "taskOptionsFault").text().contains("beside the task"));
    CHECK(dialog.isVisible());
}
