// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/JsonFault.h"

#include <map>
#include <regex>

#include "core/common/Excerpt.h"

namespace adapterscope {
namespace {

/// The library's name for a type, with its article.
std::string typeName(const std::string& word) {
    static const std::map<std::string, std::string> names = {{"string", "a text"},         {"array", "a list"},
                                                             {"object", "an object"},      {"number", "a number"},
                                                             {"boolean", "true or false"}, {"null", "null"}};
    const auto name = names.find(word);
    return name == names.end() ? word : name->second;
}

}  // namespace

std::string faultOf(const nlohmann::json::exception& exception) {
    // "[json.exception.parse_error.101] parse error at line 1, column 6: syntax error while …" and the like.
    static const std::regex place("parse error at (line \\d+, column \\d+)"),
        type("type must be (\\w+), but is (\\w+)"), key("key '(.*)' not found"),
        prefix("^\\[json\\.exception\\.[^\\]]*\\] "), overflow("number overflow parsing '(.*)'"),
        control("control character (U\\+\\w+)");
    const std::string text = shortened(exception.what());  // a long one takes std::regex more stack than there is
    std::smatch found, reason;
    if (std::regex_search(text, found, place)) {
        if (text.find("surrogate") != std::string::npos)
            return "it holds half of a surrogate pair, a \\u escape without its other half (" + found.str(1) + ")";
        if (std::regex_search(text, reason, control))
            return "it holds the control character " + reason.str(1) + ", which must be escaped (" + found.str(1) + ")";
        return "it is not valid JSON (" + found.str(1) + ")";
    }
    if (std::regex_search(text, found, overflow))
        return "it holds the number " + excerpt(found.str(1), 40) + ", which is too large";
    if (std::regex_search(text, found, type))
        return typeName(found.str(2)) + " was found where " + typeName(found.str(1)) + " is required";
    if (std::regex_search(text, found, key))
        return '"' + found.str(1) + "\" is missing";
    return std::regex_replace(text, prefix, "");
}

std::string faultOfLine(const nlohmann::json::exception& exception) {
    static const std::regex line("\\(line 1, (column \\d+)\\)$");
    return std::regex_replace(faultOf(exception), line, "($1)");
}

std::string faultOfFile(const std::string& name, const nlohmann::json::exception& exception) {
    const std::string fault = faultOf(exception);
    return name + (fault.starts_with("it ") ? fault.substr(2) : ": " + fault);
}

nlohmann::json::other_error jsonFault(const std::string& clause) {
    return nlohmann::json::other_error::create(501, clause, static_cast<const nlohmann::json*>(nullptr));
}

}  // namespace adapterscope
