// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/BaseConfig.h"
#include "core/common/Sentence.h"
#include "core/design/Settings.h"

namespace adapterscope {

/// One method with its settings.
struct Part {
    Part();  ///< houlsby with its defaults
    Part(std::string name, Settings values) : method(std::move(name)), settings(std::move(values)) {}
    Part(std::string name, std::vector<Part> members) : method(std::move(name)), parts(std::move(members)) {}

    std::string method;  ///< as typed; several names may share settings with other defaults
    Settings settings;
    std::vector<Part> parts = {};  ///< of a union that has a name of its own, such as mam; it has no other settings
    bool operator==(const Part&) const = default;
};

/// More than any published union has.
constexpr std::size_t mostParts = 8;

/// What a run trains: parts (nearly always one; `a & b` is two), and the classification head or not.
struct Design {
    std::vector<Part> parts = {Part()};
    bool head = true;                    ///< the classification head is trained
    std::optional<double> learningRate;  ///< `lr=`: a rate of its own in a sweep
    bool operator==(const Design&) const = default;

    /// The methods as typed: "houlsby", "houlsby & bitfit".
    std::string name() const;
};

/// The settings of a part, which must be of that struct.
template <typename T>
T& settingsOf(Part& part) {
    return *part.settings.getIf<T>();
}
template <typename T>
const T& settingsOf(const Part& part) {
    return *part.settings.getIf<T>();
}
/// The part's own, or those of the first part with such settings in a named union; null if there is none.
template <typename T>
T* settingsIf(Part& part) {
    if (T* settings = part.settings.getIf<T>())
        return settings;
    for (Part& member : part.parts)
        if (T* settings = settingsIf<T>(member))
            return settings;
    return nullptr;
}
template <typename T>
const T* settingsIf(const Part& part) {
    return settingsIf<T>(const_cast<Part&>(part));
}
/// Those of the first part with such settings.
template <typename T>
T* settingsIf(std::vector<Part>& parts) {
    for (Part& part : parts)
        if (T* settings = settingsIf<T>(part))
            return settings;
    return nullptr;
}
template <typename T>
T* settingsIf(Design& design) {
    return settingsIf<T>(design.parts);
}
template <typename T>
const T* settingsIf(const Design& design) {
    return settingsIf<T>(const_cast<Design&>(design));
}
/// The same if such a part must exist.
template <typename T>
T& settingsOf(Design& design) {
    return *settingsIf<T>(design);
}
template <typename T>
const T& settingsOf(const Design& design) {
    return *settingsIf<T>(design);
}

/// What is wrong with a design (a fault), or worth a remark; `key` names the setting, as the command line
/// spells it.
struct Finding {
    bool fault = true;
    std::string key;
    Sentence sentence;
    std::vector<std::size_t> parts = {};  ///< which of the design's it is about; empty for the design as a whole
};

/// `NAME[:key=value,...]`, or several of them joined by ` & `, without alternatives. `head` and `lr` belong to the
/// whole design, whichever part has them. Throws Error naming what is not understood and the choices.
Design parseDesign(std::string_view text);
/// The same with alternatives `a|b` in values, expanded in order (last key fastest).
std::vector<Design> expandDesigns(std::string_view text);
/// Canonical text: the names as typed, each method's keys in their order, defaults left out; `head` and `lr` are in
/// the first part.
std::string toText(const Design& design);
/// The same with the keys in `spelled` written even at their defaults, to tell designs apart.
std::string toText(const Design& design, const std::set<std::string>& spelled);
/// The same under the general names of its methods and without its learning rate: presets that agree in every setting
/// are one design.
std::string canonicalText(Design design);
nlohmann::json toJson(const Design& design);
Design designFromJson(const nlohmann::json& json);

/// Faults and remarks without, and with, a base to check the design against.
std::vector<Finding> validate(const Design& design);
std::vector<Finding> validate(const Design& design, const BaseConfig& base);
/// And against what the head reads.
std::vector<Finding> validate(const Design& design, const BaseConfig& base, Pooling pooling);
/// Throws Error if texts of this length do not fit together with what the design puts among their words.
void requirePositions(const Design& design, const BaseConfig& base, int maxLength);
/// Throws one Error with every fault's sentence, except those of the key `exceptKey`, whose value is still to be
/// chosen.
void requireValid(const Design& design, const BaseConfig& base, const std::string& exceptKey = "");

/// The design's own learning rate, else its method's default; of several methods the smallest.
double learningRateOf(const Design& design);
/// The part that has it: the one whose method's default is the smallest.
std::size_t slowestPart(const Design& design);

}  // namespace adapterscope
