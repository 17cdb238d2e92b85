// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/PartsForm.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "core/common/Error.h"
#include "core/design/Combine.h"
#include "ui/look/Glyph.h"
#include "ui/pages/design/KeyForm.h"
#include "ui/pages/design/PartTabs.h"
#include "ui/session/Session.h"
#include "ui/widgets/FindingLabel.h"

namespace adapterscope {

namespace {

bool isAbout(const Finding& finding, std::size_t part) {
    return std::find(finding.parts.begin(), finding.parts.end(), part) != finding.parts.end();
}

}  // namespace

PartsForm::PartsForm(Session& session, QWidget& before, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_before(before),
      m_tabRow(new QWidget),
      m_tabs(new PartTabs),
      m_remove(new QToolButton),
      m_clash(new FindingLabel),
      m_keys(new QWidget),
      m_runs([this](const auto& runs) { takeRuns(*runs); }) {
    m_remove->setObjectName("removePart");
    m_remove->setIcon(glyphIcon(Glyph::Close));
    m_remove->setAutoRaise(true);
    m_remove->setAccessibleName(tr("Remove Part"));
    m_remove->setToolTip(tr("Take the part that is shown out of the design (Delete, on its tab)"));
    m_clash->setObjectName("partsFindings");
    auto* row = new QHBoxLayout(m_tabRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_tabs, 1);
    row->addWidget(m_remove);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabRow);
    layout->addWidget(m_clash);
    layout->addWidget(m_keys);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { showPart(static_cast<std::size_t>(tab)); });
    connect(m_tabs, &PartTabs::removeRequested, this, &PartsForm::removeCurrent);
    connect(m_remove, &QToolButton::clicked, this, &PartsForm::removeCurrent);
    connect(&session, &Session::runsChanged, this, &PartsForm::readRuns);
    connect(&session, &Session::projectChanged, this, &PartsForm::readRuns);
    connect(&session, &Session::projectClosing, this, [this] { m_runs.release(); });
}

void PartsForm::display() {
    const Design& design = m_session.design();
    if (design.name() != m_builtFor)
        rebuild();
    for (std::size_t i = 0; i < m_forms.size(); ++i)
        m_forms[i]->display(partAlone(design, i));
    if (m_ofDesign)
        m_ofDesign->display(partAlone(design, slowestPart(design)));
}

void PartsForm::rebuild() {
    const Design& design = m_session.design();
    m_builtFor = design.name();
    m_findings.clear();
    m_forms.clear();
    m_ofDesign = nullptr;
    const bool hasTabs = design.parts.size() > 1;
    QWidget* focus = QApplication::focusWidget();
    const QString focused = focus && m_keys->isAncestorOf(focus) ? focus->objectName() : QString();
    if (!focused.isEmpty() || (!hasTabs && focus && m_tabRow->isAncestorOf(focus)))
        m_before.setFocus();
    // Deleted later, because a key press on its way to one of the old controls may be what chose the method.
    // Hidden first, so that a layout that was about to show it does not show it as a window.
    m_keys->hide();
    m_keys->setParent(nullptr);
    m_keys->deleteLater();
    m_keys = new QWidget;
    auto* column = new QVBoxLayout(m_keys);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    layout()->addWidget(m_keys);
    for (std::size_t i = 0; i < design.parts.size(); ++i) {
        const auto keys = hasTabs ? KeyForm::Keys::OfPart : KeyForm::Keys::All;
        m_forms.push_back(addForm(new KeyForm(methodOf(design.parts[i]), keys), i));
        m_forms.back()->setObjectName("part" + QString::number(i));
    }
    if (const std::size_t slowest = slowestPart(design); hasTabs) {
        m_ofDesign = addForm(new KeyForm(methodOf(design.parts[slowest]), KeyForm::Keys::OfDesign), slowest);
        m_ofDesign->setObjectName("wholeDesign");
    }
    readRuns();
    m_tabRow->setVisible(hasTabs);
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setParts(design.parts);
    showPart(std::min(m_current, design.parts.size() - 1));
    if (QWidget* again = focused.isEmpty() ? nullptr : m_forms[m_current]->findChild<QWidget*>(focused))
        again->setFocus();
}

KeyForm* PartsForm::addForm(KeyForm* form, std::size_t part) {
    m_keys->layout()->addWidget(form);
    connect(form, &KeyForm::edited, this,
            [this, part](const Design& design, const QString& what, const QString& mergeKey) {
                edit(part, design, what, QString::number(part) + '.' + mergeKey);
            });
    connect(form, &KeyForm::unreadChanged, this, [this] {
        refreshFindings();
        emit unreadChanged();
    });
    if (m_session.baseConfig())
        form->setBase(*m_session.baseConfig());
    return form;
}

/// The finished runs of the project, for the designs that name some.
void PartsForm::readRuns() {
    const auto& base = m_session.baseConfig();
    if (!base || std::none_of(m_forms.begin(), m_forms.end(), [](const KeyForm* form) { return form->namesRuns(); }))
        return;
    m_runs.request(m_session.project(), [name = m_session.choice().base, config = *base](const Project& project) {
        auto finished = std::make_shared<std::vector<FinishedRun>>();
        try {
            *finished = finishedRuns(project.runs(), name, config);
        } catch (const Error&) {
            finished->clear();  // whoever shows the runs reports it
        }
        return finished;
    });
}

void PartsForm::takeRuns(const std::vector<FinishedRun>& runs) {
    for (KeyForm* form : m_forms)
        if (form->namesRuns())
            form->setRuns(runs);
}

void PartsForm::showPart(std::size_t part) {
    m_current = part;
    m_tabs->setCurrentIndex(static_cast<int>(part));
    for (std::size_t i = 0; i < m_forms.size(); ++i)
        m_forms[i]->setVisible(i == part);
    emit currentChanged();
}

void PartsForm::add(const MethodInfo& method) {
    m_session.editDesign(combined(m_session.design(), method), tr("Add Part"));
    showPart(m_forms.size() - 1);
}

void PartsForm::removeCurrent() {
    Design design = m_session.design();
    design.parts.erase(design.parts.begin() + static_cast<std::ptrdiff_t>(m_current));
    m_session.editDesign(design, tr("Remove Part"));
    // Wherever the focus was, as in a field with an undo of its own, Undo now means this.
    (isUnion() ? static_cast<QWidget*>(m_tabs) : &m_before)->setFocus();
}

void PartsForm::edit(std::size_t part, const Design& edited, const QString& what, const QString& mergeKey) {
    Design design = edited;
    design.parts = m_session.design().parts;
    design.parts.at(part) = edited.parts.front();
    m_session.editDesign(design, what, mergeKey);
}

void PartsForm::setBase(const BaseConfig& base) {
    for (KeyForm* form : m_forms)
        form->setBase(base);
    readRuns();
}

void PartsForm::showFindings(const std::vector<Finding>& findings) {
    m_findings = findings;
    refreshFindings();
}

QString PartsForm::unreadFault() const {
    for (const KeyForm* form : m_forms)
        if (const QString fault = form->unreadFault(); !fault.isEmpty())
            return fault;
    return m_ofDesign ? m_ofDesign->unreadFault() : QString();
}

void PartsForm::refreshFindings() {
    if (!isUnion()) {
        m_clash->setFindings({});
        m_forms.front()->showFindings(m_findings);
        return;
    }
    for (std::size_t i = 0; i < m_forms.size(); ++i) {
        std::vector<Finding> own;
        for (const Finding& finding : m_findings)
            if (isAbout(finding, i))
                own.push_back(finding);
        m_forms[i]->showFindings(own);
        if (const QString fault = m_forms[i]->unreadFault(); !fault.isEmpty())
            own.push_back({true, {}, fault.toStdString()});
        m_tabs->mark(static_cast<int>(i), own);
    }
    m_ofDesign->showFindings(m_findings);
    std::vector<Finding> clashes;
    for (const Finding& finding : m_findings)
        if (finding.key.empty())
            clashes.push_back(finding);
    m_clash->setFindings(clashes);
}

}  // namespace adapterscope
