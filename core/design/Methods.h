// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/BaseConfig.h"
#include "core/design/Bottleneck.h"
#include "core/design/Design.h"
#include "core/design/Look.h"
#include "core/design/Mark.h"
#include "core/design/Term.h"

namespace adapterscope {

/// What a key's value looks like, and so which control edits it.
enum class KeyKind {
    Integer,
    Number,      ///< a real number; `choices` holds the words also accepted
    Choice,      ///< one of `choices`
    Switch,      ///< on or off
    Layers,      ///< a LayerSpan: all, none, 0-3+6
    Sizes,       ///< a whole number, or one by layers: 64@0-5+16@6-11
    WordOrText,  ///< one of `choices`, or a text in quotation marks (core/design/QuotedText.h)
    Runs,        ///< ids of runs of the project, with + between, or none
};

/// One setting of a method. The command line's key, the JSON's key, the window's control and the help text are all made
/// from it.
struct KeyInfo {
    std::string name;   ///< as the command line writes it
    std::string label;  ///< short, beside a control
    std::string help;   ///< one or two plain sentences, with the paper's section if any
    KeyKind kind = KeyKind::Choice;
    std::vector<std::string> choices;
    double minimum = 0;  ///< of integers and numbers, inclusive
    double maximum = 0;
    bool countsLayers = false;  ///< a number of layers of the base
    bool isOfDesign = false;    ///< belongs to the design as a whole, as `head` and `lr` do, not to a part
    std::function<std::string(const Design&, std::size_t part)> read;
    std::function<void(Design&, std::size_t part, const std::string&)> write;

    /// The value as text; empty for a learning rate that is the method's default.
    std::string get(const Design& design, std::size_t part = 0) const { return read(design, part); }
    /// Reads the text into the design. Throws Error naming key and text; validate() checks the range.
    void set(Design& design, const std::string& text, std::size_t part = 0) const { write(design, part, text); }
};

/// A component of a budget.
struct ComponentName {
    std::string name;            ///< as Budget::Component has it: adapters
    std::string title;           ///< as people read it: Adapters
    bool namesItsTerms = false;  ///< there are many alike: where they are listed, they go by its title
};

/// A method under one of its NAMEs: everything needed to count, describe, read and write it.
struct MethodInfo {
    std::string name;     ///< as typed
    std::string general;  ///< the NAME that has every key of these settings; its own for most
    std::string title;    ///< for people
    std::string summary;  ///< one or two sentences that explain it
    Look look;
    bool isYardstick = false;   ///< what all others are measured against, as full fine-tuning is
    double learningRate = 0;    ///< by default
    Design defaults;            ///< of one part
    std::vector<KeyInfo> keys;  ///< in the order of the canonical text; `head` and `lr` come last
    /// The base's tensors that a part trains as they are, in the order of the budget's components; null if none.
    std::function<std::vector<TrainedTensor>(const Part&, const BaseConfig&, Pooling)> trained;
    /// The terms of what a part adds to the base; null if it adds nothing.
    std::function<std::vector<Term>(const Part&, const BaseConfig&, Pooling)> added;
    /// The components of a budget that are this method's own; those of the base and the head are everybody's.
    std::vector<ComponentName> components;
    /// Where else a part acts, as clauses: two parts that name the same place are refused; null if nowhere.
    std::function<std::vector<std::string>(const Part&, const BaseConfig&)> places;
    /// What the drawing of a layer shows of a part, beside the base's own boxes; null for methods that have a
    /// bottleneck and for those that train the base's boxes as they are.
    std::function<std::vector<Mark>(const Part&)> marks;
    /// The bottleneck adapters of a part, which are drawn with what is inside one; null if it has none.
    std::function<Bottleneck(const Part&, const BaseConfig&)> bottleneck;
    /// The part as it is kept after training, if that is not as it was trained.
    std::function<Part(const Part&)> stored;
    /// Multiply-adds per token of the text that a part adds to the base's in use, once all that can be merged into the
    /// base's weights is merged (docs/comparison.md). If null: one for each parameter that it adds and keeps.
    std::function<std::int64_t(const Part&, const BaseConfig&, Pooling)> multiplyAdds;
    /// Positions of the base that a part takes from the texts; null if none.
    std::function<int(const Part&)> positions;
    /// What to write instead so that a part takes fewer or none: "a shorter prompt, or entry=states, which takes none".
    std::function<Sentence(const Part&)> fewerPositions;
    /// Texts whose tokens a part starts as; null if none.
    std::function<std::vector<std::string>(const Part&)> texts;
    /// Appends faults and remarks about a part's own settings; the base is null if none is known.
    std::function<void(const Design&, const Part&, const BaseConfig*, std::vector<Finding>&)> check;
    /// The key that makes the design larger, searched by fit(): m, k, or none.
    std::string sizeKey;
    /// What its sizes are multiples of; null for 1.
    std::function<int(const Part&, const BaseConfig&)> sizeStep;
    /// The shapes that fit() tries besides the defaults, each to be given a size; null if there are none.
    std::function<std::vector<Design>(const Design& defaults, const BaseConfig&)> shapes;

    /// Null if the method has no such key.
    const KeyInfo* key(std::string_view keyName) const;
};

/// Every NAME that can be used, in the order in which they are shown.
const std::vector<MethodInfo>& methods();
/// Null if there is none of that name.
const MethodInfo* findMethod(std::string_view name);
/// Throws Error stating the name, the available ones and the nearest.
const MethodInfo& methodNamed(std::string_view name);
const MethodInfo& methodOf(const Part& part);
/// The key as a sentence about that part names it, with a value or without.
NamedKey namedKey(const Part& part, const std::string& name, std::string value = {});
/// Of the design's first part.
const MethodInfo& methodOf(const Design& design);
/// The one method that is a line in plots, and the reference of differences unless another is chosen.
const MethodInfo& yardstick();

/// A component of a budget as people read it; its name if it has no title.
std::string componentTitle(std::string_view component);
/// The term as it is listed: its component's title or its own.
std::string listedTitle(const Term& term);
/// Whether it is a method's own, not the base's or the head's.
bool isMethodsOwn(std::string_view component);

/// The base's tensors that the whole design trains as they are.
std::vector<TrainedTensor> trainedTensors(const Design& design, const BaseConfig& base, Pooling pooling);

/// That of the first part that has one.
std::optional<Bottleneck> bottleneckOf(const Design& design, const BaseConfig& base);

/// The design as its tensors are kept after training.
Design asStored(const Design& design);
/// The length of the texts for which multiply-adds are counted: the default --max-length.
constexpr std::int64_t assumedTokens = 128;
/// Multiply-adds per token of the text that the part of that method adds to the base's.
std::int64_t multiplyAddsOf(const MethodInfo& method, const Part& part, const BaseConfig& base, Pooling pooling);
/// The same for the whole design: the sum of its parts'.
std::int64_t multiplyAddsOf(const Design& design, const BaseConfig& base, Pooling pooling);
/// Positions of the base that the design takes from the texts.
int positionsTaken(const Design& design);
/// Texts whose tokens its parts start as: they must hold tokens of the base.
std::vector<std::string> startTexts(const Design& design);

/// Title, summary, and a line for each key with its default, choices and meaning: the command line's help.
std::string helpText(const MethodInfo& method);

}  // namespace adapterscope
