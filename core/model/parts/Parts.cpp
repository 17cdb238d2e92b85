// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Parts.h"

#include "core/design/methods/Adapter.h"
#include "core/design/methods/Compacter.h"
#include "core/design/methods/Fusion.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/Invertible.h"
#include "core/design/methods/Ladder.h"
#include "core/model/parts/Adapter.h"
#include "core/model/parts/Compacter.h"
#include "core/model/parts/Fusion.h"
#include "core/model/parts/Ia3.h"
#include "core/model/parts/Invertible.h"
#include "core/model/parts/Ladder.h"
#include "core/model/parts/Lora.h"
#include "core/model/parts/Peanut.h"
#include "core/model/parts/Prefix.h"
#include "core/model/parts/Prompt.h"

namespace adapterscope {

const std::vector<std::pair<std::type_index, FillTuning>>& partFillers() {
    static const std::vector<std::pair<std::type_index, FillTuning>> fillers = {
        {typeid(AdapterSettings), addAdapters}, {typeid(CompacterSettings), addCompacters},
        {typeid(FusionSettings), addFusions},   {typeid(InvertibleSettings), addInvertible},
        {typeid(LadderSettings), addLadder},    {typeid(LoraSettings), addLora},
        {typeid(Ia3Settings), addIa3},          {typeid(PeanutSettings), addPeanuts},
        {typeid(PrefixSettings), addPrefixes},  {typeid(PromptSettings), addPrompt},
    };
    return fillers;
}

}  // namespace adapterscope
