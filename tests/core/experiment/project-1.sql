-- SPDX-FileCopyrightText: 2026 The AdapterScope developers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A project of format 1 as the program wrote it: one finished run with a curve, a tuning and a note. Never changed: what was written once must open.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE tunings (
    hash TEXT PRIMARY KEY NOT NULL,  -- SHA-256 of the safetensors file
    bytes INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO tunings VALUES('26cc73f9fbf623d9a49bbf3f3d88f70195f2de68d7f25b5161f6700e6644cf44',7);
CREATE TABLE tuning_parts (
    hash TEXT NOT NULL REFERENCES tunings (hash) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (hash, part)
);
INSERT INTO tuning_parts VALUES('26cc73f9fbf623d9a49bbf3f3d88f70195f2de68d7f25b5161f6700e6644cf44',0,X'74656e736f7273');
CREATE TABLE runs (
    id TEXT PRIMARY KEY NOT NULL,
    position INTEGER NOT NULL,
    design TEXT NOT NULL,
    base TEXT NOT NULL,
    base_hash TEXT NOT NULL,
    task TEXT NOT NULL,
    task_name TEXT NOT NULL,
    task_hash TEXT NOT NULL,
    pooling TEXT NOT NULL,
    hyperparameters TEXT NOT NULL,
    seed INTEGER NOT NULL,
    data_seed INTEGER NOT NULL,
    parameters INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting',
    trained INTEGER NOT NULL DEFAULT 0,
    metric TEXT NOT NULL DEFAULT '',
    dev REAL,
    test REAL,
    metrics TEXT NOT NULL DEFAULT '{}',
    best_step INTEGER NOT NULL DEFAULT 0,
    steps INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    environment TEXT NOT NULL DEFAULT '{}',
    tuning TEXT REFERENCES tunings (hash)
);
INSERT INTO runs VALUES('fc3479be3dce5e47',0,'houlsby:m=8','builtin','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','{"name":"sentiment"}','sentiment','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','mean','{"base_dropout":false,"batch":32,"clip":1.0,"epochs":3,"evaluations":1,"head_dropout":0.1,"learning_rate":0.0,"max_length":128,"optimizer":"adamw","patience":0,"precision":"f32","threads":1,"warmup":0.1,"weight_decay":0.01}',0,0,1000,'done',1000,'accuracy',0.8000000000000000444,0.79000000000000003552,'{"dev_accuracy":0.8,"test_accuracy":0.79}',20,30,1.5,1,'','{"cpu":"AVX2"}','26cc73f9fbf623d9a49bbf3f3d88f70195f2de68d7f25b5161f6700e6644cf44');
CREATE TABLE points (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    point TEXT NOT NULL,
    PRIMARY KEY (run, step)
) WITHOUT ROWID;
INSERT INTO points VALUES('fc3479be3dce5e47',63,'{"dev":0.8,"dev_loss":0.5,"identity":[],"metrics":{"accuracy":0.8},"step":63,"train_loss":0.6}');
CREATE TABLE named_values (
    key TEXT PRIMARY KEY NOT NULL,
    json TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO named_values VALUES('notes','"mine"');
CREATE INDEX runs_by_position ON runs (position);
CREATE INDEX runs_by_tuning ON runs (tuning);
COMMIT;
PRAGMA user_version = 1;
PRAGMA application_id = 1097093987;
