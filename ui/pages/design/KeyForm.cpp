// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/KeyForm.h"

#include <QLabel>

#include <algorithm>

#include "core/common/Error.h"
#include "ui/look/PlainTip.h"
#include "ui/pages/design/FormRows.h"
#include "ui/pages/design/KeyEditor.h"
#include "ui/pages/design/MakeKeyEditor.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FindingLabel.h"

namespace adapterscope {

KeyForm::KeyForm(const MethodInfo& method, Keys keys, QWidget* parent)
    : QWidget(parent), m_method(method), m_design(method.defaults) {
    new FormRows(this);
    for (const KeyInfo& key : method.keys)
        if (keys == Keys::All || key.isOfDesign == (keys == Keys::OfDesign))
            addKey(makeKeyEditor(method, key));
}

void KeyForm::addKey(KeyEditor* editor) {
    auto* rows = static_cast<FormRows*>(layout());
    const Row row{editor, new FindingLabel};
    const std::string key = editor->key().name;
    row.findings->setObjectName(QString::fromStdString(key) + "Findings");
    QLabel* label = rows->add(editor->label(), editor, editor->control());
    if (!editor->label().isEmpty())
        label->setToolTip(wrappedTip(QString::fromStdString(editor->key().help)));
    if (QWidget* wide = editor->wideWidget())
        rows->addWide(wide);
    rows->addBelow(row.findings);
    const auto gestureOf = [key](int gesture) { return QString::fromStdString(key) + '#' + QString::number(gesture); };
    connect(editor, &KeyEditor::edited, this,
            [this, key, gestureOf](const QString& text, int gesture) { editKey(key, text, gestureOf(gesture)); });
    connect(editor, &KeyEditor::otherEdited, this,
            [this, gestureOf](const QString& other, const QString& text, int gesture) {
                editKey(other.toStdString(), text, gestureOf(gesture));
            });
    connect(editor, &KeyEditor::abandoned, this, [this, key] { abandon(key); });
    m_rows[key] = row;
}

void KeyForm::editKey(const std::string& key, const QString& text, const QString& mergeKey) {
    const KeyInfo* info = m_method.key(key);
    Design design = m_design;
    bool wasUnread = false;
    try {
        info->set(design, text.toStdString());
        wasUnread = m_unread.erase(key) > 0;
    } catch (const Error& error) {
        m_unread[key] = {error.sentence(), info->get(m_design)};
        refreshFindings();
        emit unreadChanged();
        return;
    }
    emit edited(design, QString::fromStdString(info->label), mergeKey);
    if (wasUnread)  // typed text may have to be replaced although the design is the same
        m_rows.at(key).editor->display(m_design);
    refreshFindings();
    if (wasUnread)
        emit unreadChanged();
}

void KeyForm::abandon(const std::string& key) {
    if (m_unread.erase(key) == 0)
        return;
    m_rows.at(key).editor->display(m_design);
    refreshFindings();
    emit unreadChanged();
}

void KeyForm::display(const Design& design) {
    m_design = design;
    for (auto& [key, row] : m_rows) {
        const auto unread = m_unread.find(key);
        if (unread != m_unread.end() && unread->second.value == row.editor->key().get(design))
            continue;
        m_unread.erase(key);
        row.editor->display(design);
    }
}

void KeyForm::setBase(const BaseConfig& base) {
    for (auto& [key, row] : m_rows)
        row.editor->setBase(base);
}

bool KeyForm::namesRuns() const {
    return std::any_of(m_method.keys.begin(), m_method.keys.end(),
                       [](const KeyInfo& key) { return key.kind == KeyKind::Runs; });
}

void KeyForm::setRuns(const std::vector<FinishedRun>& runs) {
    for (auto& [key, row] : m_rows)
        row.editor->setRuns(runs);
}

void KeyForm::showFindings(const std::vector<Finding>& findings) {
    m_findings = findings;
    refreshFindings();
}

QString KeyForm::unreadFault() const {
    return m_unread.empty() ? QString() : inWindowWords(m_unread.begin()->second.sentence);
}

void KeyForm::refreshFindings() {
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
