<?xml version="1.0" encoding="utf-8"?>
<!-- SPDX-FileCopyrightText: 2026 The AdapterScope developers -->
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DiagramParts</name>
    <message numerus="yes">
        <source>%1 token(s)</source>
        <translation>
            <numerusform>%1 token</numerusform>
            <numerusform>%1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 position(s)</source>
        <translation>
            <numerusform>%1 position</numerusform>
            <numerusform>%1 positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 type(s)</source>
        <translation>
            <numerusform>%1 type</numerusform>
            <numerusform>%1 types</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Head, %1 class(es)</source>
        <translation>
            <numerusform>Head, %1 class</numerusform>
            <numerusform>Head, %1 classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 layer(s), all alike</source>
        <translation>
            <numerusform>%1 layer</numerusform>
            <numerusform>%1 layers, all alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 layer(s), m by layer</source>
        <translation>
            <numerusform>%1 layer, m by layer</numerusform>
            <numerusform>%1 layers, m by layer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 layer(s), none with adapters</source>
        <translation>
            <numerusform>%1 layer, none with adapters</numerusform>
            <numerusform>%1 layers, none with adapters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GridCell</name>
    <message numerus="yes">
        <source>started %1 time(s)</source>
        <translation>
            <numerusform>started %1 time</numerusform>
            <numerusform>started %1 times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumberText</name>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanSummary</name>
    <message numerus="yes">
        <source> × %1 rate(s)</source>
        <translation>
            <numerusform> × %1 rate</numerusform>
            <numerusform> × %1 rates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) of earlier plans is/are waiting: %2</source>
        <translation>
            <numerusform>%1 run of an earlier plan is waiting: %2</numerusform>
            <numerusform>%1 runs of earlier plans are waiting: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> × %1 base(s)</source>
        <translation>
            <numerusform> × %1 base</numerusform>
            <numerusform> × %1 bases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> × %1 task(s)</source>
        <translation>
            <numerusform> × %1 task</numerusform>
            <numerusform> × %1 tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> × %1 seed(s)</source>
        <translation>
            <numerusform> × %1 seed</numerusform>
            <numerusform> × %1 seeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, and %1 pilot(s) that choose their learning rates first</source>
        <translation>
            <numerusform>, and %1 pilot that chooses their learning rates first</numerusform>
            <numerusform>, and %1 pilots that choose their learning rates first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;br&gt;%1 parameter(s) to train in all.</source>
        <translation>
            <numerusform>&lt;br&gt;%1 parameter to train in all.</numerusform>
            <numerusform>&lt;br&gt;%1 parameters to train in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 worker(s)</source>
        <translation>
            <numerusform>%1 worker</numerusform>
            <numerusform>%1 workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SigmaChart</name>
    <message numerus="yes">
        <source>%1 run(s) without a distance (trained before it was measured)</source>
        <translation>
            <numerusform>%1 run without a distance (trained before it was measured)</numerusform>
            <numerusform>%1 runs without a distance (trained before it was measured)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceSummary</name>
    <message numerus="yes">
        <source>%1 class(es): %2; %3 / %4 / %5 texts</source>
        <translation>
            <numerusform>%1 class: %2; %3 / %4 / %5 texts</numerusform>
            <numerusform>%1 classes: %2; %3 / %4 / %5 texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowApplication</name>
    <message numerus="yes">
        <source>%1 run(s) is/are too many to be named one by one; the curves have the looks and names of groups.</source>
        <translation>
            <numerusform>%1 run is too many to be named one by one; the curves have the looks and names of groups.</numerusform>
            <numerusform>%1 runs are too many to be named one by one; the curves have the looks and names of groups.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 entry/entries of the legend had no room and is/are only counted; make the figure larger with --size, such as --size 1200x900.</source>
        <translation>
            <numerusform>%1 entry of the legend had no room and is only counted; make the figure larger with --size, such as --size 1200x900.</numerusform>
            <numerusform>%1 entries of the legend had no room and are only counted; make the figure larger with --size, such as --size 1200x900.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WithheldNotice</name>
    <message numerus="yes">
        <source>%1 other place(s)</source>
        <translation>
            <numerusform>%1 other place</numerusform>
            <numerusform>%1 other places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::ComparePage</name>
    <message numerus="yes">
        <source>Added %1 run(s) to the sweep.</source>
        <translation>
            <numerusform>Added %1 run to the sweep.</numerusform>
            <numerusform>Added %1 runs to the sweep.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::DetailsCard</name>
    <message numerus="yes">
        <source>&amp;Add %1 Seed(s)</source>
        <translation>
            <numerusform>&amp;Add %1 Seed</numerusform>
            <numerusform>&amp;Add %1 Seeds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::DraftKeeper</name>
    <message numerus="yes">
        <source>%1 run(s) span(s) a grid of %2, and the form plans all of it: every combination of their designs, rates, bases, tasks and seeds.</source>
        <translation>
            <numerusform>%1 run spans a grid of %2, and the form plans all of it: every combination of their designs, rates, bases, tasks and seeds.</numerusform>
            <numerusform>%1 runs span a grid of %2, and the form plans all of it: every combination of their designs, rates, bases, tasks and seeds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::IdentityView</name>
    <message numerus="yes">
        <source>%1 run(s) of this design was/were trained before the distance from identity was measured; train in a new project to see it.</source>
        <translation>
            <numerusform>%1 run of this design was trained before the distance from identity was measured; train in a new project to see it.</numerusform>
            <numerusform>%1 runs of this design were trained before the distance from identity was measured; train in a new project to see it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::MainWindow</name>
    <message numerus="yes">
        <source>%1 run(s) was/were interrupted when this project was last open; what was finished is kept.</source>
        <translation>
            <numerusform>%1 run was interrupted when this project was last open; what was finished is kept.</numerusform>
            <numerusform>%1 runs were interrupted when this project was last open; what was finished is kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) in this project cannot be read by this program and is/are kept unchanged: %2</source>
        <translation>
            <numerusform>%1 run in this project cannot be read by this program and is kept unchanged: %2</numerusform>
            <numerusform>%1 runs in this project cannot be read by this program and are kept unchanged: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::ProjectActions</name>
    <message numerus="yes">
        <source>An untitled project with %1 run(s) was left behind on %2, when the program ended unexpectedly.</source>
        <translation>
            <numerusform>An untitled project with %1 run was left behind on %2, when the program ended unexpectedly.</numerusform>
            <numerusform>An untitled project with %1 runs was left behind on %2, when the program ended unexpectedly.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The untitled project holds %1 run(s). Keep it/them in a file?</source>
        <translation>
            <numerusform>The untitled project holds %1 run. Keep it in a file?</numerusform>
            <numerusform>The untitled project holds %1 runs. Keep them in a file?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunCell</name>
    <message numerus="yes">
        <source>and %1 more remark(s)</source>
        <translation>
            <numerusform>and %1 more remark</numerusform>
            <numerusform>and %1 more remarks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::SigmaPlot</name>
    <message numerus="yes">
        <source>%1 over %2 sigma(s) from %3 to %4. Arrow keys move between points, Enter shows a point&apos;s run.</source>
        <translation>
            <numerusform>%1 over %2 sigma from %3 to %4. Arrow keys move between points, Enter shows a point&apos;s run.</numerusform>
            <numerusform>%1 over %2 sigmas from %3 to %4. Arrow keys move between points, Enter shows a point&apos;s run.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::SigmaSetup</name>
    <message numerus="yes">
        <source>&amp;Train %1 Run(s)</source>
        <translation>
            <numerusform>&amp;Train %1 Run</numerusform>
            <numerusform>&amp;Train %1 Runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::SigmaView</name>
    <message numerus="yes">
        <source>%1 run(s) was/were trained before the distance from identity was measured; train in a new project to see it.</source>
        <translation>
            <numerusform>%1 run was trained before the distance from identity was measured; train in a new project to see it.</numerusform>
            <numerusform>%1 runs were trained before the distance from identity was measured; train in a new project to see it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::SweepTraining</name>
    <message numerus="yes">
        <source>%1 of %2 run(s) ended</source>
        <translation>
            <numerusform>%1 of %2 run ended</numerusform>
            <numerusform>%1 of %2 runs ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adapterscope::TrainingBox</name>
    <message numerus="yes">
        <source>, %1 row(s)</source>
        <translation>
            <numerusform>, %1 row</numerusform>
            <numerusform>, %1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Training: %1 epoch(s), batch %2%3</source>
        <translation>
            <numerusform>Training: %1 epoch, batch %2%3</numerusform>
            <numerusform>Training: %1 epochs, batch %2%3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>counts</name>
    <message numerus="yes">
        <source>%1 run(s)</source>
        <translation>
            <numerusform>%1 run</numerusform>
            <numerusform>%1 runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 run(s)</source>
        <translation>
            <numerusform>%1 of %2 run</numerusform>
            <numerusform>%1 of %2 runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) diverged</source>
        <translation>
            <numerusform>%1 run diverged</numerusform>
            <numerusform>%1 runs diverged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 run(s) diverged</source>
        <translation>
            <numerusform>%1 of %2 run diverged</numerusform>
            <numerusform>%1 of %2 runs diverged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) not finished</source>
        <translation>
            <numerusform>%1 run not finished</numerusform>
            <numerusform>%1 runs not finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 design(s)</source>
        <translation>
            <numerusform>%1 design</numerusform>
            <numerusform>%1 designs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 layer(s)</source>
        <translation>
            <numerusform>%1 layer</numerusform>
            <numerusform>%1 layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 parameter(s)</source>
        <translation>
            <numerusform>%1 parameter</numerusform>
            <numerusform>%1 parameters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 trained parameter(s)</source>
        <translation>
            <numerusform>%1 trained parameter</numerusform>
            <numerusform>%1 trained parameters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>identity</name>
    <message numerus="yes">
        <source>%1 text(s) of dev.</source>
        <translation>
            <numerusform>%1 text of dev.</numerusform>
            <numerusform>%1 texts of dev.</numerusform>
        </translation>
    </message>
</context>
</TS>
