// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>

#include "core/task/TaskPreview.h"

namespace adapterscope {

/// Previews a task off the interface's thread while its settings are being edited: begins once the person pauses, and
/// stops what is read for an earlier request. Nobody waits for a file when this is destroyed.
class TaskPreviewReader : public QObject {
    Q_OBJECT

public:
    explicit TaskPreviewReader(QObject* parent = nullptr);
    ~TaskPreviewReader() override;

    void request(const TaskSource& source);
    /// No preview is wanted any more.
    void stop();

signals:
    /// The first rows of the file, before one of the others.
    void tableRead(const adapterscope::TableStart& start);
    void previewRead(const adapterscope::TaskPreview& preview);
    void failed(const adapterscope::Sentence& fault);

private:
    /// What comes from the reading thread, one thing at a time.
    struct News {
        std::shared_ptr<const TableStart> start{};
        std::shared_ptr<const TaskPreview> preview{};
        std::optional<Sentence> fault{};
    };
    void begin();
    void take(const News& news);

    QFutureWatcher<News> m_reading;
    QTimer m_rest;
    std::optional<TaskSource> m_next;
    std::stop_source m_stop;
};

}  // namespace adapterscope
