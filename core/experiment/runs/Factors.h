// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "core/experiment/runs/RunSpec.h"

namespace adapterscope {

/// One thing in which runs may differ, by the name that the command line has for it: "task", "base", "method", a key of
/// a design ("m", in a union "houlsby.m"), "pooling", or a hyperparameter ("learning_rate": the one that is used).
/// Seeds are not factors: runs that differ in nothing else are repeats.
struct Factor {
    std::string name;
    std::vector<std::string> values;  ///< numbers from small to large, others in the order of the runs
};

/// Every hyperparameter by name, with the learning rate that is used, the pooling, and the limit of the training rows
/// ("limit_train", 0 without one), which labels have in the task's name.
nlohmann::json settingsJson(const RunSpec& spec);
/// Whether the factor is among these: how runs are trained, rather than their designs, tasks or bases.
bool isSetting(const std::string& factor);

/// 1e-2, 3e-3, 2.5e-4, 0.0125, 0.1: whichever is shorter, as rates are written.
std::string rateText(double rate);

/// A factor's value as labels put it: "m=8", "lr 1e-2", "topic", "on builtin".
std::string factorText(const std::string& factor, const std::string& value);

/// The last part of a base's path; any other name as it is.
std::string shortName(const std::string& base);

/// "seed 1"; "seed 1/2" if the order of the data has a seed of its own.
std::string seedText(const RunSpec& spec);

/// What varies among runs, and the label of each that follows from it.
class Factors {
public:
    explicit Factors(const std::vector<const RunSpec*>& specs);
    /// Of what has a spec: runs, compared designs, or pointers to such.
    template <class Runs>
    static Factors of(const Runs& runs) {
        std::vector<const RunSpec*> specs;
        for (const auto& run : runs) {
            if constexpr (std::is_pointer_v<typename Runs::value_type>)
                specs.push_back(&run->spec);
            else
                specs.push_back(&run.spec);
        }
        return Factors(specs);
    }

    /// Those with more than one value: tasks and bases first, then what belongs to designs, then hyperparameters.
    const std::vector<Factor>& varying() const { return m_varying; }
    /// What distinguishes the i-th of the runs from the others and nothing else: "m=8, lr 1e-2"; the text of its design
    /// if nothing does. A label that names the method never reads as another design: it has every setting that is not
    /// the method's default. Repeats share a label, and nothing else does.
    const std::string& label(std::size_t i) const { return m_groups[m_groupOf[i]].label; }
    /// The same without that factor, or without two: what runs that differ only in them have in common; the
    /// method's name if nothing is left.
    std::string labelWithout(std::size_t i, const std::string& factor, const std::string& other = {}) const;
    /// The same without all of these; empty if nothing is left.
    std::string labelWithoutAll(std::size_t i, const std::set<std::string>& factors) const;
    /// The value of the i-th of the runs for the factor; empty if its method lacks it.
    std::string valueOf(std::size_t i, const std::string& factor) const;
    /// The values of the i-th of the runs by factor, whether they vary or not; those that its method lacks are not
    /// there.
    const std::map<std::string, std::string>& values(std::size_t i) const { return m_groups[m_groupOf[i]].values; }
    /// What all of the runs have in common and no label states: "houlsby:m=8, lr 1e-3, sentiment, on builtin".
    std::string common() const;
    /// Whether rates vary that no label states, since they are the methods' own.
    bool hasUnstatedRates() const;
    /// Throws Error that lists the factors that vary if none of them has that name.
    void requireFactor(const std::string& name) const;

private:
    /// Runs that are alike but for their seeds.
    struct Group {
        RunSpec spec;  ///< of the first
        std::map<std::string, std::string> values;
        std::string label;
    };
    std::size_t placeOf(const RunSpec& spec, std::size_t last);
    void readValues();
    void findVarying();
    std::string labelOf(const Group& group, const std::set<std::string>& omitted = {}) const;
    std::string designLabel(const Group& group, const std::set<std::string>& omitted) const;
    bool varies(const std::string& factor) const;
    bool isShown(const std::string& factor, const Group& group) const;

    std::vector<Group> m_groups;
    std::vector<std::size_t> m_groupOf;                          ///< by run
    std::map<std::string, std::vector<std::size_t>> m_byDesign;  ///< places of groups by the text of their design
    std::map<std::string, std::size_t> m_byId;                   ///< and by groupId
    std::vector<Factor> m_varying;
    std::map<std::string, std::set<std::string>> m_byMethod;  ///< names of what varies among the designs of a method
};

/// The factors that are sizes of the design's parts: "m", in a union "houlsby.m".
std::set<std::string> sizeFactors(const Design& design);

/// Where a figure of one design belongs: "sentiment on builtin", after the design's text unless the label begins with
/// that.
std::string scopeText(const RunSpec& spec, const std::string& label);

/// The same for designs that differ only in size (m, k) and for their settings: such designs are on one line of a
/// figure.
std::string curveKey(const RunSpec& spec);

}  // namespace adapterscope
