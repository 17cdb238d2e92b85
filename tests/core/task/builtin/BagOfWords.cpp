// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/task/builtin/BagOfWords.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <sstream>
#include <utility>

namespace adapterscope::test {

namespace {

using Features = std::vector<std::pair<std::size_t, double>>;

/// Rows of sparse features, a bias in column 0.
struct Rows {
    std::vector<Features> features;
    std::vector<int> labels;
};

class LogisticRegression {
public:
    LogisticRegression(std::size_t columns, std::size_t classes) : m_classes(classes), m_weights(columns * classes) {}

    /// Minimises mean cross-entropy + penalty/2 |w|^2 (bias not penalised) with Nesterov's momentum.
    void fit(const Rows& rows, double penalty) {
        constexpr int steps = 100;
        double norm = 0;
        for (const Features& features : rows.features) {
            double square = 0;
            for (const auto& [column, value] : features)
                square += value * value;
            norm = std::max(norm, square);
        }
        const double rate = 1.0 / (0.5 * norm + penalty);
        std::vector<double> before = m_weights;
        for (int step = 0; step < steps; ++step) {
            std::vector<double> ahead = m_weights;
            const double momentum = step / (step + 3.0);
            for (std::size_t i = 0; i < ahead.size(); ++i)
                ahead[i] += momentum * (m_weights[i] - before[i]);
            before = m_weights;
            const std::vector<double> slope = gradient(ahead, rows, penalty);
            for (std::size_t i = 0; i < ahead.size(); ++i)
                m_weights[i] = ahead[i] - rate * slope[i];
        }
    }

    double accuracy(const Rows& rows) const {
        std::size_t right = 0;
        for (std::size_t i = 0; i < rows.labels.size(); ++i) {
            const std::vector<double> scores = scoresOf(m_weights, rows.features[i]);
            const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
            right += best == rows.labels[i] ? 1U : 0U;
        }
        return static_cast<double>(right) / static_cast<double>(rows.labels.size());
    }

private:
    std::vector<double> scoresOf(const std::vector<double>& weights, const Features& features) const {
        std::vector<double> scores(m_classes);
        for (const auto& [column, value] : features)
            for (std::size_t c = 0; c < m_classes; ++c)
                scores[c] += weights[column * m_classes + c] * value;
        return scores;
    }

    std::vector<double> gradient(const std::vector<double>& weights, const Rows& rows, double penalty) const {
        std::vector<double> slope(weights.size());
        for (std::size_t i = m_classes; i < weights.size(); ++i)
            slope[i] = penalty * weights[i];
        const double share = 1.0 / static_cast<double>(rows.labels.size());
        for (std::size_t i = 0; i < rows.labels.size(); ++i) {
            std::vector<double> scores = scoresOf(weights, rows.features[i]);
            const double highest = *std::max_element(scores.begin(), scores.end());
            double sum = 0;
            for (double& score : scores)
                sum += score = std::exp(score - highest);
            for (std::size_t c = 0; c < m_classes; ++c) {
                const double error = scores[c] / sum - (static_cast<int>(c) == rows.labels[i] ? 1.0 : 0.0);
                for (const auto& [column, value] : rows.features[i])
                    slope[column * m_classes + c] += share * error * value;
            }
        }
        return slope;
    }

    std::size_t m_classes;
    std::vector<double> m_weights;
};

Accuracies fitAndScore(const Rows& train, const Rows& test, std::size_t columns, int classes, double penalty) {
    LogisticRegression model(columns, static_cast<std::size_t>(classes));
    model.fit(train, penalty);
    return {model.accuracy(train), model.accuracy(test)};
}

const char* const functionWords =
    "a an the this that these those some any no every each all both either neither another other such what which who "
    "whom "
    "whose whatever one two several many much more most less least few none "
    "i me my mine you your he him his she her hers it its we us our they them their "
    "anyone anything everybody everything nobody nothing somebody something someone anybody "
    "am is are was were be been being do does did done have has had having will would shall should can could may might "
    "must "
    "to of in on at by for from with without about into onto over under near behind beyond beside before after against "
    "around between among through during since until till upon off out up down away across along within "
    "and or but nor so yet if because although though while when where why how as than then whether unless once twice "
    "rather "
    "instead not never ever always often still again too also very quite really just only even now there here hardly "
    "scarcely "
    "else otherwise else well first s";

}  // namespace

std::vector<std::string> wordsOf(const Example& example) {
    std::string text = example.text + ' ' + example.pair;
    for (char& c : text)
        c = std::isalpha(static_cast<unsigned char>(c)) ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                                                        : ' ';
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

bool isFunctionWord(const std::string& word) {
    static const std::set<std::string> known = [] {
        std::istringstream stream{std::string(functionWords)};
        std::set<std::string> result;
        for (std::string each; stream >> each;)
            result.insert(each);
        return result;
    }();
    return known.count(word) > 0;
}

std::set<std::string> contentWords(const std::vector<Example>& split) {
    std::set<std::string> result;
    for (const Example& example : split)
        for (const std::string& word : wordsOf(example))
            if (!isFunctionWord(word))
                result.insert(word);
    return result;
}

Accuracies bagOfWordsAccuracy(const Task& task, double penalty, bool binary) {
    std::map<std::string, std::size_t> columns;
    for (const Example& example : task.train)
        for (const std::string& word : wordsOf(example))
            columns.emplace(word, columns.size() + 1);
    const auto rowsOf = [&](const std::vector<Example>& split) {
        Rows rows;
        for (const Example& example : split) {
            std::map<std::size_t, double> counts{{0, 1.0}};
            for (const std::string& word : wordsOf(example))
                if (const auto column = columns.find(word); column != columns.end())
                    counts[column->second] += binary ? 1.0 - counts[column->second] : 1.0;
            rows.features.emplace_back(counts.begin(), counts.end());
            rows.labels.push_back(example.label);
        }
        return rows;
    };
    return fitAndScore(rowsOf(task.train), rowsOf(task.test), columns.size() + 1, task.classes(), penalty);
}

Accuracies lengthAccuracy(const Task& task) {
    static constexpr std::size_t longest = 60;
    const auto rowsOf = [](const std::vector<Example>& split) {
        Rows rows;
        for (const Example& example : split) {
            const std::size_t length = std::min(wordsOf(example).size(), longest);
            rows.features.push_back({{0, 1.0}, {length, 1.0}});
            rows.labels.push_back(example.label);
        }
        return rows;
    };
    return fitAndScore(rowsOf(task.train), rowsOf(task.test), longest + 1, task.classes(), 1e-4);
}

}  // namespace adapterscope::test
