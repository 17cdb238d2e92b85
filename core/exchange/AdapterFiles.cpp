// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/AdapterFiles.h"

#include <utility>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/design/Methods.h"
#include "core/exchange/HeadApart.h"

namespace adapterscope {
namespace {

void appendMembers(const std::vector<Part>& parts, std::vector<Part>& members) {
    for (const Part& part : parts) {
        if (part.parts.empty())
            members.push_back(part);
        appendMembers(part.parts, members);
    }
}

}  // namespace

std::vector<Part> memberParts(const Design& design) {
    std::vector<Part> members;
    appendMembers(design.parts, members);
    return members;
}

std::vector<Part> keptParts(const Design& design) {
    return memberParts(asStored(design));
}

void addHeadApart(AdapterFiles& files, const TrainedAdapter& trained, const std::string& note) {
    files.headName = headApartName;
    files.head = headApart(trained.head.layers == 2);
    files.headMetadata = headApartMetadata(trained.head, trained.activation, trained.labels);
    files.notes.push_back(note);
}

void noteTheRest(const Design& design, const std::string& library, std::vector<Sentence>& notes) {
    if (!design.head)
        notes.push_back({"{} is not part of {} configuration: freeze the head by hand.",
                         namedKey(design.parts.front(), "head", "off"), library});
    if (design.learningRate)
        notes.push_back(
            {"The learning rate {} is not part of {} configuration.", numberText(*design.learningRate), library});
}

NamedKey keyOfMethod(const std::string& method, const std::string& key, std::string value) {
    return namedKey(methodNamed(method).defaults.parts.front(), key, std::move(value));
}

void refuseFor(const std::string& library, const Design& design, const Sentence& reason) {
    throw Error("'{}' cannot be exported for {}: {}.", toText(design), library, reason);
}

AdapterFiles adapterFiles(const std::string& library, const TrainedAdapter& trained, const BaseConfig& base) {
    requireValid(trained.design, base);
    if (library == "adapterhub")
        return adapterHubFiles(trained, base);
    if (library == "peft")
        return peftFiles(trained, base);
    throw Error("Trained tensors cannot be exported as '{}'; write adapterhub, peft or merged.", library);
}

}  // namespace adapterscope
