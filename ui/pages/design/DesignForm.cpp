// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/DesignForm.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

#include "core/base/Bases.h"
#include "core/design/Combine.h"
#include "core/design/Presets.h"
#include "core/task/builtin/BuiltinTasks.h"
#include "ui/look/Card.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"
#include "ui/pages/design/FormRows.h"
#include "ui/pages/design/PartsForm.h"
#include "ui/pages/design/SourceChooser.h"
#include "ui/pages/design/SourceSummary.h"
#include "ui/session/Session.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/BaseOffer.h"
#include "ui/widgets/TaskOptionsDialog.h"

namespace adapterscope {

DesignForm::DesignForm(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_base(new SourceChooser("baseChooser", tr("Base"), SourceChooser::Takes::Folders)),
      m_task(new SourceChooser("taskChooser", tr("Task"), SourceChooser::Takes::FilesAndFolders)),
      m_method(new QComboBox),
      m_preset(new QComboBox),
      m_add(new QPushButton(tr("Add Pa&rt…"))),
      m_summary(new ToneLabel(theme::quietText)),
      m_parts(new PartsForm(session, *m_add)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto* sources = new QWidget;
    buildSources(*new FormRows(sources));
    auto* method = new QWidget;
    buildMethod(*new FormRows(method));
    layout->addWidget(sources);
    layout->addWidget(method);
    layout->addWidget(m_parts);
    layout->addStretch();
    connect(m_parts, &PartsForm::currentChanged, this, [this] {
        showMethod();
        emit partShown(m_parts->current());
    });
    connect(m_parts, &PartsForm::unreadChanged, this, [this] { m_session.setUnreadControl(m_parts->unreadFault()); });
    connect(&session, &Session::choiceChanged, this, &DesignForm::showChoice);
    connect(&session, &Session::baseChanged, this, &DesignForm::showBase);
    connect(&session, &Session::taskChanged, this, &DesignForm::showTask);
    showChoice();
    showBase();
    showTask();
}

void DesignForm::setStacked(bool stacked) {
    m_stacked = stacked;
    for (auto* rows : findChildren<FormRows*>())
        rows->setStacked(stacked);
}

int DesignForm::widthBeside() const {
    int widest = 0;
    for (const auto* rows : findChildren<FormRows*>())
        if (!rows->parentWidget()->isHidden())
            widest = std::max(widest, rows->widthBeside());
    return widest;
}

void DesignForm::buildSources(FormRows& rows) {
    rows.add(tr("&Base"), m_base, m_base->control());
    rows.add(tr("&Task"), m_task, m_task->control());
    QStringList tasks;
    for (const std::string& name : builtinTasks())
        tasks << QString::fromStdString(name);
    m_task->setNames(tasks);
    m_base->setNames({builtinBaseName});
    auto* bases = new BaseOffer(m_session, this);
    connect(bases, &BaseOffer::found, m_base, &SourceChooser::setNames);
    connect(bases, &BaseOffer::offered, m_base, &SourceChooser::setOffer);
    connect(m_base, &SourceChooser::offerTaken, bases, &BaseOffer::take);
    connect(bases, &BaseOffer::fetched, &m_session, &Session::editBase);
    connect(m_base, &SourceChooser::chosen, &m_session, &Session::editBase);
    connect(m_task, &SourceChooser::chosen, this,
            [this](const QString& source) { m_session.editTask(taskNamed(source.toStdString())); });
    connect(m_task, &SourceChooser::optionsRequested, this, [this] {
        auto* dialog = new TaskOptionsDialog(m_session.choice().task, window());
        connect(dialog, &TaskOptionsDialog::chosen, &m_session, &Session::editTask);
        dialog->open();
    });
}

void DesignForm::buildMethod(FormRows& rows) {
    m_method->setObjectName("methodChooser");
    m_method->setAccessibleName(tr("Method"));
    // It leaves room for the button beside it.
    m_method->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_method->setMinimumContentsLength(9);
    for (const MethodInfo& method : methods()) {
        m_method->addItem(QString::fromStdString(method.name), QString::fromStdString(method.name));
        m_method->setItemData(m_method->count() - 1,
                              wrappedTip(QString::fromStdString(method.title + ": " + method.summary)),
                              Qt::ToolTipRole);
    }
    m_add->setObjectName("addPart");
    m_add->setToolTip(
        tr("Combine this design with another method: each part trains its own parameters in the same network"));
    // As high as the chooser beside it.
    m_add->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Ignored);
    m_preset->setObjectName("presetChooser");
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setToolTip(tr("A published design, with all its settings"));
    m_preset->setPlaceholderText(tr("custom"));
    for (const Preset& preset : presets()) {
        m_preset->addItem(QString::fromStdString(preset.title), QString::fromStdString(preset.design));
        m_preset->setItemData(m_preset->count() - 1, wrappedTip(QString::fromStdString(preset.sentence)),
                              Qt::ToolTipRole);
    }
    rows.add(tr("&Preset"), m_preset, m_preset);
    auto* method = new QWidget;
    auto* methodRow = new QHBoxLayout(method);
    methodRow->setContentsMargins(0, 0, 0, 0);
    methodRow->setSpacing(6);
    methodRow->addWidget(m_method, 1);
    methodRow->addWidget(m_add);
    rows.add(tr("&Method"), method, m_method);
    rows.addBelow(m_summary);
    connect(m_method, &QComboBox::activated, this, &DesignForm::chooseMethod);
    connect(m_add, &QPushButton::clicked, this, &DesignForm::offerParts);
    connect(m_preset, &QComboBox::activated, this, [this] {
        m_session.editDesign(parseDesign(m_preset->currentData().toString().toStdString()), tr("Preset"));
    });
}

void DesignForm::offerParts() {
    auto* menu = new QMenu(m_add);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("addPartMenu");
    menu->setToolTipsVisible(true);
    for (const MethodInfo* method : combinable(m_session.design(), m_session.baseConfig()))
        menu->addAction(QString::fromStdString(method->name), this, [this, method] { m_parts->add(*method); })
            ->setToolTip(wrappedTip(QString::fromStdString(method->title + ": " + method->summary)));
    if (menu->isEmpty())
        menu->addAction(tr("No other method can be combined with this design"))->setEnabled(false);
    menu->popup(m_add->mapToGlobal(m_add->rect().bottomLeft()));
}

void DesignForm::chooseMethod() {
    const MethodInfo& method = methodNamed(m_method->currentData().toString().toStdString());
    Design design = m_session.design();
    if (design.parts.size() > 1)
        design.parts.at(m_parts->current()) = method.defaults.parts.front();
    else
        design = method.defaults;
    m_session.editDesign(design, tr("Method"));
}

void DesignForm::showChoice() {
    m_base->display(QString::fromStdString(m_session.choice().base));
    m_task->display(QString::fromStdString(m_session.choice().task.name));
    m_parts->display();
    m_session.setUnreadControl(m_parts->unreadFault());  // what was typed may have been replaced
    setStacked(m_stacked);                               // its forms may be new
    showMethod();
    m_preset->setCurrentIndex(m_preset->findData(QString::fromStdString(toText(m_session.design()))));
}

void DesignForm::showMethod() {
    const MethodInfo& method = methodOf(m_session.design().parts.at(m_parts->current()));
    const int place = m_method->findData(QString::fromStdString(method.name));
    const QSignalBlocker quiet(m_method);
    m_method->setCurrentIndex(place);
    m_method->setToolTip(m_method->itemData(place, Qt::ToolTipRole).toString());
    m_summary->setText(QString::fromStdString(method.title));
}

void DesignForm::showBase() {
    m_base->setFault(m_session.baseFault());
    m_base->setRemarks(inWindowWords(m_session.baseRemarks()));
    const auto& base = m_session.baseConfig();
    m_base->setInformation(m_session.isBaseLoading() ? tr("Reading…") : base ? wordsOf(*base) : QString());
    if (base)
        m_parts->setBase(*base);
}

void DesignForm::showTask() {
    m_task->setFault(m_session.taskFault());
    const auto& task = m_session.task();
    QStringList remarks = task ? inWindowWords(task->remarks) : QStringList();
    if (task)  // the chooser above shows where its file is
        remarks.replaceInStrings(QFileInfo(QString::fromStdString(task->source.name)).path() + '/', QString());
    m_task->setRemarks(remarks);
    if (!m_session.taskFault().isEmpty())
        m_task->setInformation(tr("Counted with 2 classes until a task can be read"));
    else
        m_task->setInformation(m_session.isTaskLoading() ? tr("Reading…")
                               : task                    ? wordsOf(*task)
                                                         : QString(),
                               task ? tipOf(*task) : QString());
}

void DesignForm::showFindings(const std::vector<Finding>& findings) {
    m_parts->showFindings(findings);
}

}  // namespace adapterscope
