// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/design/BaseConfig.h"
#include "core/design/Budget.h"
#include "core/design/Design.h"

namespace adapterscope {

/// What a key's value looks like, and so which control edits it.
enum class KeyKind {
    Integer,
    Number,  ///< a real number; `choices` holds the words that are accepted besides
    Choice,  ///< one of `choices`
    Switch,  ///< on or off
    Layers,  ///< a LayerSpan: all, none, 0-3+6
    Sizes,   ///< a whole number, or one by layers: 64@0-5+16@6-11
};

/// One setting of a method. The command line's key, the JSON's key, the window's control and the help text are all made
/// from it.
struct KeyInfo {
    std::string name;   ///< as the command line writes it
    std::string label;  ///< short, beside a control
    std::string help;   ///< one or two plain sentences, with the paper's section where there is one
    KeyKind kind = KeyKind::Choice;
    std::vector<std::string> choices;
    double minimum = 0;  ///< of integers and numbers, inclusive
    double maximum = 0;
    /// The value as text; empty for a learning rate that is the method's own.
    std::function<std::string(const Design&)> get;
    /// Reads the text into the design. Throws Error naming key and text; the range is validate()'s to judge.
    std::function<void(Design&, const std::string&)> set;
};

/// A method under one of its NAMEs: everything that counting, describing, reading and writing it takes.
struct MethodInfo {
    std::string name;         ///< as typed
    std::string title;        ///< for people
    std::string summary;      ///< one or two sentences that teach
    double learningRate = 0;  ///< by default (cli.md)
    Design defaults;
    std::vector<KeyInfo> keys;  ///< in the order of the canonical text; `head` and `lr` come last
    /// Adds the components but the head to the budget, with the adapters' number and size.
    std::function<void(const Design&, const BaseConfig&, Pooling, Budget&)> count;
    /// Appends faults and remarks of the method's own settings; the base is null where none is known.
    std::function<void(const Design&, const BaseConfig*, std::vector<Finding>&)> check;
    /// The key that makes the design larger, searched by fit(): m, k, or none.
    std::string sizeKey;
    /// The shapes that fit() tries besides the defaults, each to be given a size; null where there are none.
    std::function<std::vector<Design>(const Design& defaults, const BaseConfig&)> shapes;

    /// Null where the method has no such key.
    const KeyInfo* key(std::string_view keyName) const;
};

/// Every NAME that can be used, in the order of cli.md.
const std::vector<MethodInfo>& methods();
/// Null where there is none of that name.
const MethodInfo* findMethod(std::string_view name);
/// Throws Error naming the name, what is available, and the nearest.
const MethodInfo& methodNamed(std::string_view name);
/// The row of a design, by its name.
const MethodInfo& methodOf(const Design& design);

/// Title, summary, and a line for each key with its default, choices and meaning: the command line's help.
std::string helpText(const MethodInfo& method);

}  // namespace adapterscope
