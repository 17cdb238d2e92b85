// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/experiment/comparison/Comparison.h"
#include "core/experiment/figures/Interval.h"

namespace adapterscope {

/// How a figure is split up.
struct FigureLook {
    std::string colour;  ///< the factor whose values have colours, markers and dashes of their own; empty for methods,
                         ///< or, against a factor, for lines
    std::string facet;   ///< "task", "base" or another factor: a panel for each value, side by side; empty for none
};

/// Accuracy against trained parameters, another cost, or a factor with numbers for values, on one base and one task or
/// in panels for several: what the figure shows, ready to be drawn.
struct BudgetFigure {
    /// More would leave none of them readable.
    static constexpr std::size_t mostPanels = 6;
    /// One of those that share the axes.
    struct Panel {
        std::string title;  ///< "topic", "m=8"; empty for a figure without panels
        std::string scope;  ///< the FigureScope's key
        std::string metric;
        std::int64_t baseParameters = 0;
        std::optional<Estimate> full;
        std::optional<double> majority;
    };
    struct Seed {
        std::string run;  ///< id
        std::uint64_t seed = 0;
        double value = 0;
    };
    /// One design, averaged over its seeds.
    struct Design {
        std::string key;      ///< distinguishes it from every other design of the figure
        std::string text;     ///< its label: what distinguishes it from the other runs shown (Factors)
        std::string inPanel;  ///< the same without what its panel states
        std::string design;   ///< as the command line writes it
        std::string method;   ///< NAME of the design
        /// Designs with the same text differ only in size, or in the factor, and are joined by a line.
        std::string curve;
        std::string size;     ///< the factor that its line follows, if several parts of a union vary their sizes
        std::string colour;   ///< value of the factor that has colours; empty if it has none, or the design lacks it
        std::string variant;  ///< one of its method's variants, if it has some
        int panel = 0;
        std::int64_t trained = 0;
        double place = 1;  ///< on the axis: trained parameters, the cost, or the value of the factor
        Estimate estimate;
        FrontState front = FrontState::Undecided;
        std::vector<Seed> seeds;
        int diverged = 0;            ///< runs of it that have no value because they diverged
        int unfinished = 0;          ///< runs of it that are waiting, running, or stopped
        int tried = 1;               ///< it is the best on dev of this many settings
        int rates = 1;               ///< learning rates that it was given
        bool hasFewerRates = false;  ///< than another design of the figure (ComparedDesign)
        bool hasPilots = false;      ///< which chose its rate
    };
    std::vector<Design> designs;          ///< by their panel and place
    std::string by;                       ///< the cost or factor on the axis; empty for trained parameters
    std::map<double, std::string> ticks;  ///< the factor's values by their places; of a cost only an exact 0
    bool isLogarithmic = true;  ///< the axis is; an exact 0 has a place of its own, one decade below the others
    int withoutPlace = 0;       ///< designs that lack the factor or a number for it, or did not record the cost
    FigureLook look;
    std::vector<std::string> colours;  ///< values of the factor that has colours, in their order
    /// By method, what distinguishes its lines if it has several and methods have colours: "lr 1e-3", "lr 1e-2", in the
    /// order of the values.
    std::map<std::string, std::vector<std::string>> variants;
    std::vector<Panel> panels;  ///< empty if there is only one, which the figure's own members describe
    int withoutPanel = 0;       ///< designs that lack the factor of the panels
    int panelsLeftOut = 0;      ///< beyond mostPanels
    std::string metric = "accuracy", split = "dev", base, task;
    std::int64_t baseParameters = 0;  ///< 0 = unknown, no percent axis
    std::optional<Estimate> full;     ///< full fine-tuning
    std::optional<double> majority;   ///< score of always predicting the commonest label
    Interval interval = Interval::StudentT95;
    bool showMajority = true;
    int diverged = 0;   ///< diverged runs on this base and task, those of designs without any value included
    Sentence whyEmpty;  ///< why, if there are no designs

    /// Whether designs of one method belong together, rather than those that differ only in a factor.
    bool isAgainstCost() const { return by.empty() || isCost(by); }
    /// Whether colours and markers stand for methods.
    bool hasMethodColours() const { return look.colour == "method" || (look.colour.empty() && isAgainstCost()); }
    /// Whether designs of a panel are ordered by their trained parameters and compared with all others on its base and
    /// task.
    bool hasFront() const { return by.empty() && (panels.empty() || look.facet == "task" || look.facet == "base"); }
    /// The panels, or the one that the figure is.
    std::vector<Panel> shownPanels() const;
    /// The bounds of the named interval around a design's mean.
    std::pair<double, double> bounds(const Estimate& estimate) const;
    /// "each the best of 3 by dev", "each the best of 1 to 3 by dev"; empty if nothing was chosen from several.
    Sentence choiceName() const;
    /// "5 learning rates tried for each"; "1 to 5 learning rates tried: tuned unequally"; empty if each had only one.
    Sentence ratesName() const;
    /// "mean, 95 % t interval, n = 3" (n = 2 to 3 if designs differ).
    std::string intervalName() const;
};

}  // namespace adapterscope
