// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/OperationWatch.h"

#include <ATen/record_function.h>

namespace adapterscope::test {
namespace {

thread_local std::set<at::ScalarType>* seen = nullptr;

void see(const at::Tensor& tensor) {
    if (tensor.defined() && at::isFloatingType(tensor.scalar_type()) &&
        !tensor.unsafeGetTensorImpl()->is_wrapped_number())
        seen->insert(tensor.scalar_type());
}

void see(const c10::IValue& value) {
    if (value.isTensor())
        see(value.toTensor());
    else if (value.isTensorList())
        for (const at::Tensor& tensor : value.toTensorVector())
            see(tensor);
}

template <typename Values>
void seeAll(const Values& values) {
    for (const c10::IValue& value : values)
        see(value);
}

}  // namespace

OperationWatch::OperationWatch() {
    seen = &m_types;
    m_handle = at::addThreadLocalCallback(
        at::RecordFunctionCallback(
            [](const at::RecordFunction& function) -> std::unique_ptr<at::ObserverContext> {
                seeAll(function.inputs());  // gone when it has ended
                return nullptr;
            },
            [](const at::RecordFunction& function, at::ObserverContext*) { seeAll(function.outputs()); })
            .needsInputs(true)
            .needsOutputs(true)
            .scopes({at::RecordScope::FUNCTION}));
}

OperationWatch::~OperationWatch() {
    at::removeCallback(m_handle);
    seen = nullptr;
}

}  // namespace adapterscope::test
