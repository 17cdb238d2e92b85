// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DesktopColours.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include "ui/look/ThemeMode.h"

namespace adapterscope {

namespace {

const QString service = "org.freedesktop.portal.Desktop";
const QString path = "/org/freedesktop/portal/desktop";
const QString interface = "org.freedesktop.portal.Settings";
const QString appearance = "org.freedesktop.appearance";
const QString scheme = "color-scheme";

/// 1 is dark, 2 light, 0 no preference.
void take(QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    if (const int preference = value.toInt(); preference == 1 || preference == 2)
        theme::setSystemDark(preference == 1);
}

}  // namespace

DesktopColours::DesktopColours(QObject* parent) : QObject(parent) {
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(service, path, interface, "SettingChanged", this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, "Read");
    question << appearance << scheme;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &DesktopColours::answered);
}

void DesktopColours::answered(QDBusPendingCallWatcher* watcher) {
    watcher->deleteLater();
    const QDBusPendingReply<QDBusVariant> reply = *watcher;
    if (reply.isValid())
        take(reply.value().variant());
}

void DesktopColours::settingChanged(const QString& space, const QString& key, const QDBusVariant& value) {
    if (space == appearance && key == scheme)
        take(value.variant());
}

}  // namespace adapterscope
