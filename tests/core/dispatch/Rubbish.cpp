// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/dispatch/Rubbish.h"

#include <limits>

namespace adapterscope::test {
namespace {

using nlohmann::json;

json nested(int depth) {
    json value = 1;
    for (int i = 0; i < depth; ++i)
        value = i % 2 == 0 ? json::array({value}) : json{{"run", value}};
    return value;
}

/// Every array and object in a message, itself included, that is not empty.
void collect(json& value, std::vector<json*>& found) {
    if (!value.is_structured() || value.empty())
        return;
    found.push_back(&value);
    for (json& child : value)
        collect(child, found);
}

}  // namespace

json Rubbish::hostile() {
    static const std::vector<json> values = {json(),
                                             true,
                                             false,
                                             0,
                                             5,
                                             -1,
                                             1.5,
                                             -0.0,
                                             1e308,
                                             -1e308,
                                             1e-320,
                                             3'000'000'000,
                                             -3'000'000'000,
                                             std::numeric_limits<std::int64_t>::min(),
                                             std::numeric_limits<std::int64_t>::max(),
                                             std::numeric_limits<std::uint64_t>::max(),
                                             2'147'483'647,
                                             -2'147'483'648,
                                             std::numeric_limits<double>::quiet_NaN(),
                                             "",
                                             "x",
                                             "5",
                                             " ",
                                             std::string("a\0b", 3),
                                             "\xc3\xa4\xf0\x9f\x98\x80",
                                             "houlsby:m=99999999999",
                                             "houlsby:m=1|2",
                                             "a & b",
                                             ":,=",
                                             std::string(1000, 'x'),
                                             json::array(),
                                             json::object(),
                                             json::array({json::array(), json::array()}),
                                             json::array({1, "a", json()}),
                                             json{{"run", 5}},
                                             json{{"", json()}},
                                             nested(20),
                                             nested(60),
                                             nested(200)};
    return pick(values);
}

/// Changes one value of an array or object.
void Rubbish::mutate(json& parent) {
    auto child = parent.begin();
    std::advance(child, static_cast<std::ptrdiff_t>(below(parent.size())));
    switch (below(8)) {
        case 0:
            parent.erase(child);
            break;
        case 1:
            *child = json::array({*child});
            break;
        case 2:
            *child = pick(m_good);
            break;
        case 3:
            if (parent.is_object()) {
                const json value = *child;
                const std::string renamed = oneIn(2) ? child.key() + "s" : "run";
                parent.erase(child);
                parent[renamed] = value;
                break;
            }
            parent.push_back(*child);
            break;
        default:
            *child = hostile();
    }
}

json Rubbish::mutated(json message) {
    for (std::size_t changes = below(3); changes > 0; --changes) {
        std::vector<json*> found;
        collect(message, found);
        if (!found.empty())
            mutate(*pick(found));
    }
    return oneIn(40) ? hostile() : oneIn(40) ? json::array({message, message}) : message;
}

std::string Rubbish::text(const json& message) {
    std::string text = message.dump(-1, ' ', oneIn(2), json::error_handler_t::replace);
    if (oneIn(10))
        if (const auto at = text.find(':'); at != std::string::npos)
            text.insert(at + 1,
                        pick(std::vector<std::string>{"1e999,\"a\":", "-", "NaN,\"a\":", "0x1,\"a\":", "007", "'"}));
    return text;
}

std::string Rubbish::broken(std::string text) {
    if (!oneIn(4) || text.empty())
        return text;
    static const std::string bytes("\0\n\r\t\"\\{}[],:9eE-.\x1b\x7f\x80\xc3\xe2\xf0\xff", 24);
    for (std::size_t changes = 1 + below(3); changes > 0 && !text.empty(); --changes) {
        const std::size_t at = below(text.size());
        const char byte = bytes[below(bytes.size())];
        switch (below(5)) {
            case 0:
                text[at] = byte;
                break;
            case 1:
                text.insert(at, 1, byte);
                break;
            case 2:
                text.erase(at, 1 + below(20));
                break;
            case 3:
                text.resize(at);
                break;
            default:
                text.insert(at, text.substr(below(text.size()), below(40)));
        }
    }
    return text;
}

}  // namespace adapterscope::test
