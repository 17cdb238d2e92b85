// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/DesignForm.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/design/Methods.h"
#include "core/design/Presets.h"
#include "ui/look/Card.h"
#include "ui/look/Theme.h"
#include "ui/pages/design/KeyEditor.h"
#include "ui/pages/design/SourceChooser.h"
#include "ui/pages/design/SourceSummary.h"
#include "ui/session/Session.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/TaskOptionsDialog.h"

namespace adapterscope {

namespace {

constexpr int labelWidth = 112;  // at least

/// A label of the form's first column: all are as wide as the longest word of any, longer labels take more lines.
class FormLabel : public QLabel {
public:
    explicit FormLabel(const QString& text) : QLabel(text) {
        setMinimumHeight(text.isEmpty() ? 0 : 24);
        setWordWrap(true);
        fit();
    }

protected:
    void changeEvent(QEvent* event) override {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::FontChange)
            fit();
    }

private:
    void fit() {
        int widest = labelWidth;
        for (const MethodInfo& method : methods())
            for (const KeyInfo& key : method.keys)
                for (const QString& word : QString::fromStdString(key.label).split(' '))
                    widest = std::max(widest, fontMetrics().horizontalAdvance(word) + 4);
        setFixedWidth(widest);
    }
};

QGridLayout* formGrid(QWidget* owner) {
    auto* grid = new QGridLayout(owner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnStretch(1, 1);
    return grid;
}

QLabel* labelFor(const QString& text, QWidget* control) {
    auto* label = new FormLabel(text);
    label->setBuddy(control);
    return label;
}

/// A tool tip that wraps.
QString tip(const std::string& text) {
    return "<p>" + QString::fromStdString(text).toHtmlEscaped() + "</p>";
}

}  // namespace

DesignForm::DesignForm(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_base(new SourceChooser("baseChooser", tr("Base"), SourceChooser::Takes::Folders)),
      m_task(new SourceChooser("taskChooser", tr("Task"), SourceChooser::Takes::FilesAndFolders)),
      m_method(new QComboBox),
      m_preset(new QComboBox),
      m_summary(new ToneLabel(theme::quietText)),
      m_keys(new QWidget) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto* sources = new QWidget;
    buildSources(formGrid(sources));
    auto* method = new QWidget;
    buildMethod(formGrid(method));
    layout->addWidget(sources);
    layout->addWidget(method);
    layout->addWidget(m_keys);
    layout->addStretch();
    connect(&session, &Session::choiceChanged, this, &DesignForm::showChoice);
    connect(&session, &Session::baseChanged, this, &DesignForm::showBase);
    connect(&session, &Session::taskChanged, this, &DesignForm::showTask);
    showChoice();
    showBase();
    showTask();
}

void DesignForm::buildSources(QGridLayout* grid) {
    grid->addWidget(labelFor(tr("&Base"), m_base), 0, 0, Qt::AlignTop);
    grid->addWidget(m_base, 0, 1);
    grid->addWidget(labelFor(tr("&Task"), m_task), 1, 0, Qt::AlignTop);
    grid->addWidget(m_task, 1, 1);
    QStringList tasks;
    for (const std::string& name : builtinTasks())
        tasks << QString::fromStdString(name);
    m_task->setNames(tasks);
    m_base->setNames({"builtin"});
    // Looking for bases searches caches on disk.
    auto* watcher = new QFutureWatcher<QStringList>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_base->setNames(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run([] {
        QStringList names;
        try {
            for (const BaseRef& base : availableBases())
                names << QString::fromStdString(base.name);
        } catch (const Error&) {
            names << "builtin";  // choosing it shows what is wrong
        }
        return names;
    }));
    connect(m_base, &SourceChooser::chosen, &m_session, &Session::editBase);
    connect(m_task, &SourceChooser::chosen, this,
            [this](const QString& source) { m_session.editTask(taskNamed(source.toStdString())); });
    connect(m_task, &SourceChooser::optionsRequested, this, [this] {
        auto* dialog = new TaskOptionsDialog(m_session.choice().task, window());
        connect(dialog, &TaskOptionsDialog::chosen, &m_session, &Session::editTask);
        dialog->open();
    });
}

void DesignForm::buildMethod(QGridLayout* grid) {
    m_method->setObjectName("methodChooser");
    m_method->setAccessibleName(tr("Method"));
    for (const MethodInfo& method : methods()) {
        m_method->addItem(QString::fromStdString(method.name), QString::fromStdString(method.name));
        m_method->setItemData(m_method->count() - 1, tip(method.title + ": " + method.summary), Qt::ToolTipRole);
    }
    m_preset->setObjectName("presetChooser");
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setToolTip(tr("A published design, with all its settings"));
    m_preset->setPlaceholderText(tr("custom"));
    for (const Preset& preset : presets()) {
        m_preset->addItem(QString::fromStdString(preset.title), QString::fromStdString(preset.design));
        m_preset->setItemData(m_preset->count() - 1, tip(preset.sentence), Qt::ToolTipRole);
    }
    grid->addWidget(labelFor(tr("&Preset"), m_preset), 0, 0);
    grid->addWidget(m_preset, 0, 1);
    grid->addWidget(labelFor(tr("&Method"), m_method), 1, 0);
    grid->addWidget(m_method, 1, 1);
    grid->addWidget(m_summary, 2, 1);
    setTabOrder(m_preset, m_method);
    connect(m_method, &QComboBox::activated, this, [this] {
        m_session.editDesign(methodNamed(m_method->currentData().toString().toStdString()).defaults, tr("Method"));
    });
    connect(m_preset, &QComboBox::activated, this, [this] {
        m_session.editDesign(parseDesign(m_preset->currentData().toString().toStdString()), tr("Preset"));
    });
}

void DesignForm::rebuildKeys() {
    const MethodInfo& method = methodOf(m_session.design());
    m_builtFor = method.name;
    m_rows.clear();
    m_unread.clear();
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    const int place = layout->indexOf(m_keys);
    QWidget* focus = QApplication::focusWidget();
    const QString focused = focus && m_keys->isAncestorOf(focus) ? focus->objectName() : QString();
    if (!focused.isEmpty())
        m_method->setFocus();
    // Deleted later, because a key press on its way to one of the old controls may be what chose the method.
    // Hidden first, so that a layout that was about to show it does not show it as a window.
    m_keys->hide();
    m_keys->setParent(nullptr);
    m_keys->deleteLater();
    m_keys = new QWidget;
    formGrid(m_keys);
    layout->insertWidget(place, m_keys);
    m_summary->setText(QString::fromStdString(method.title));
    for (const KeyInfo& key : method.keys)
        addKey(makeKeyEditor(method, key));
    chainTabs();
    if (QWidget* again = focused.isEmpty() ? nullptr : m_keys->findChild<QWidget*>(focused))
        again->setFocus();
    m_method->setToolTip(
        m_method->itemData(m_method->findData(QString::fromStdString(method.name)), Qt::ToolTipRole).toString());
}

void DesignForm::chainTabs() {
    // Newly made controls come last in the window's tab order; they belong after the method.
    QWidget* last = m_method;
    for (QWidget* each : m_keys->findChildren<QWidget*>()) {
        // Spin boxes and choosers have parts of their own, some in separate windows.
        const bool isPart = each->focusProxy() || each->window() != window() ||
                            qobject_cast<QAbstractSpinBox*>(each->parent()) || qobject_cast<QComboBox*>(each->parent());
        if (isPart || !(each->focusPolicy() & Qt::TabFocus))
            continue;
        setTabOrder(last, each);
        last = each;
    }
}

void DesignForm::addKey(KeyEditor* editor) {
    auto* grid = static_cast<QGridLayout*>(m_keys->layout());
    Row row{editor, nullptr, new FindingLabel};
    const std::string key = editor->key().name;
    row.findings->setObjectName(QString::fromStdString(key) + "Findings");
    int line = grid->rowCount();
    if (editor->label().isEmpty()) {
        grid->addWidget(new FormLabel({}), line, 0);  // keeps the column's width
    } else {
        row.label = labelFor(editor->label(), editor);
        row.label->setToolTip("<p>" + QString::fromStdString(editor->key().help).toHtmlEscaped() + "</p>");
        grid->addWidget(row.label, line, 0, Qt::AlignTop);
    }
    grid->addWidget(editor, line, 1);
    if (QWidget* wide = editor->wideWidget())
        grid->addWidget(wide, ++line, 0, 1, 2);
    grid->addWidget(row.findings, ++line, 1);
    const auto gestureOf = [key](int gesture) { return QString::fromStdString(key) + '#' + QString::number(gesture); };
    connect(editor, &KeyEditor::edited, this,
            [this, key, gestureOf](const QString& text, int gesture) { editKey(key, text, gestureOf(gesture)); });
    connect(editor, &KeyEditor::otherEdited, this,
            [this, gestureOf](const QString& other, const QString& text, int gesture) {
                editKey(other.toStdString(), text, gestureOf(gesture));
            });
    connect(editor, &KeyEditor::abandoned, this, [this, key] { abandon(key); });
    if (m_session.baseConfig())
        editor->setBase(*m_session.baseConfig());
    m_rows[key] = row;
}

void DesignForm::editKey(const std::string& key, const QString& text, const QString& mergeKey) {
    const KeyInfo* info = methodOf(m_session.design()).key(key);
    Design design = m_session.design();
    bool wasUnread = false;
    try {
        info->set(design, text.toStdString());
        wasUnread = m_unread.erase(key) > 0;
    } catch (const Error& error) {
        m_unread[key] = {error.what(), info->get(m_session.design())};
        refreshFindings();
        emit unreadChanged();
        return;
    }
    m_session.editDesign(design, QString::fromStdString(info->label), mergeKey);
    if (wasUnread)  // typed text may have to be replaced although the design is the same
        m_rows.at(key).editor->display(m_session.design());
    refreshFindings();
    if (wasUnread)
        emit unreadChanged();
}

void DesignForm::abandon(const std::string& key) {
    if (m_unread.erase(key) == 0)
        return;
    m_rows.at(key).editor->display(m_session.design());
    refreshFindings();
    emit unreadChanged();
}

void DesignForm::showChoice() {
    const Design& design = m_session.design();
    m_base->display(QString::fromStdString(m_session.choice().base));
    m_task->display(QString::fromStdString(m_session.choice().task.name));
    if (design.parts.front().method != m_builtFor)
        rebuildKeys();
    const QSignalBlocker quiet(m_method);
    m_method->setCurrentIndex(m_method->findData(QString::fromStdString(design.parts.front().method)));
    m_preset->setCurrentIndex(m_preset->findData(QString::fromStdString(toText(design))));
    for (auto& [key, row] : m_rows) {
        const auto unread = m_unread.find(key);
        if (unread != m_unread.end() && unread->second.value == row.editor->key().get(design))
            continue;
        m_unread.erase(key);
        row.editor->display(design);
    }
}

void DesignForm::showBase() {
    m_base->setFault(m_session.baseFault());
    m_base->setRemarks(inWindowWords(m_session.baseRemarks()));
    const auto& base = m_session.baseConfig();
    m_base->setInformation(m_session.isBaseLoading() ? tr("Reading…") : base ? wordsOf(*base) : QString());
    if (base)
        for (auto& [key, row] : m_rows)
            row.editor->setBase(*base);
}

void DesignForm::showTask() {
    m_task->setFault(m_session.taskFault());
    const auto& task = m_session.task();
    QStringList remarks = task ? inWindowWords(task->remarks) : QStringList();
    if (task)  // the chooser above shows where its file lies
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
    m_findings = findings;
    refreshFindings();
}

QString DesignForm::unreadFault() const {
    return m_unread.empty() ? QString() : QString::fromStdString(m_unread.begin()->second.sentence);
}

void DesignForm::refreshFindings() {
    for (auto& [key, row] : m_rows) {
        std::vector<Finding> own;
        if (const auto unread = m_unread.find(key); unread != m_unread.end())
            own.push_back({true, key, unread->second.sentence});
        else
            for (const Finding& finding : m_findings)
                if (finding.key == key)
                    own.push_back(finding);
        row.findings->setFindings(own);
    }
}

}  // namespace adapterscope
