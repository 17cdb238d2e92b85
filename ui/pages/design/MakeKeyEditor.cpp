// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/MakeKeyEditor.h"

#include "ui/pages/design/ChoiceEditors.h"
#include "ui/pages/design/LayersEditor.h"
#include "ui/pages/design/NumberEditors.h"
#include "ui/pages/design/RunsEditor.h"
#include "ui/pages/design/SizeEditor.h"

namespace adapterscope {

KeyEditor* makeKeyEditor(const MethodInfo& method, const KeyInfo& key) {
    switch (key.kind) {
        case KeyKind::Choice:
            return new ChoiceEditor(key);
        case KeyKind::Switch:
            return new SwitchEditor(key);
        case KeyKind::WordOrText:
            return new WordOrTextEditor(key);
        case KeyKind::Layers:
            return new LayersEditor(key, method.defaults);
        case KeyKind::Sizes:
            return new SizeEditor(key, key.get(method.defaults));
        case KeyKind::Runs:
            return new RunsEditor(key);
        case KeyKind::Integer:
            if (key.name == method.sizeKey)
                return new SizeEditor(key, key.get(method.defaults));
            return new IntegerEditor(key);
        case KeyKind::Number:
            if (!key.choices.empty())
                return new NumberOrWordEditor(key, key.get(method.defaults));
            if (key.get(method.defaults).empty())
                return new OptionalNumberEditor(key, method.learningRate);
            return new NumberEditor(key);
    }
    return nullptr;
}

}  // namespace adapterscope
