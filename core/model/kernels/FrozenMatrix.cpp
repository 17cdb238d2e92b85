// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernels/FrozenMatrix.h"

#include <dnnl.hpp>

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "core/common/Error.h"

namespace adapterscope {
namespace {

using Memory = dnnl::memory;
using Type = Memory::data_type;

/// Rows at which a product is split: whole multiples of it in one primitive, the rest in another. So a few dozen
/// primitives serve every number of tokens.
constexpr std::int64_t rowBlock = 64;

const dnnl::engine& cpu() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

dnnl::stream& stream() {
    thread_local dnnl::stream stream(cpu());
    return stream;
}

/// Scratch memory for a primitive; one per thread, since a primitive may run in several threads at once.
void* scratch(std::size_t bytes) {
    thread_local at::Tensor buffer;
    if (!buffer.defined() || buffer.nbytes() < bytes)
        buffer = at::empty({static_cast<std::int64_t>(bytes)}, at::TensorOptions(at::kByte).device(at::kCPU));
    return buffer.data_ptr();
}

/// One operand B [k, n] of products A [rows, k] x B, in the layout oneDNN asked for.
class Operand {
public:
    /// `strides` are those of the plain float32 matrix seen as [k, n].
    Operand(const at::Tensor& plain, std::int64_t k, std::int64_t n, Memory::dims strides, Type type, bool withBias)
        : m_k(k), m_n(n), m_type(type), m_withBias(withBias) {
        const auto wanted = description(8 * rowBlock, Memory::desc({k, n}, type, Memory::format_tag::any));
        m_layout = wanted.weights_desc();
        m_memory = Memory(m_layout, cpu());
        Memory source(Memory::desc({k, n}, Type::f32, std::move(strides)), cpu(), plain.data_ptr());
        dnnl::reorder(source, m_memory).execute(stream(), source, m_memory);
        stream().wait();
    }

    at::Tensor multiply(const at::Tensor& a, const at::Tensor& bias) const {
        const auto rows = a.size(0);
        auto out = at::empty({rows, m_n}, a.options().dtype(at::kFloat));
        const auto whole = rows / rowBlock * rowBlock;
        if (whole > 0)
            run(whole, a, 0, bias, out);
        if (rows > whole)
            run(rows - whole, a, whole, bias, out);
        return out;
    }

private:
    struct Ready {
        dnnl::matmul primitive;
        Memory::desc source, bias, target, scratchpad;
    };

    dnnl::matmul::primitive_desc description(std::int64_t rows, const Memory::desc& weights) const {
        const Memory::desc source({rows, m_k}, m_type, Memory::format_tag::ab);
        const Memory::desc target({rows, m_n}, Type::f32, Memory::format_tag::ab);
        dnnl::primitive_attr attributes;
        attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
        if (!m_withBias)
            return {dnnl::matmul::desc(source, weights, target), attributes, cpu()};
        const Memory::desc bias({1, m_n}, Type::f32, Memory::format_tag::ab);
        return {dnnl::matmul::desc(source, weights, bias, target), attributes, cpu()};
    }

    const Ready& ready(std::int64_t rows) const {
        const std::lock_guard lock(m_mutex);
        auto& slot = m_ready[rows];
        if (!slot) {
            const auto made = description(rows, m_layout);
            slot = Ready{dnnl::matmul(made), made.src_desc(), m_withBias ? made.bias_desc() : Memory::desc(),
                         made.dst_desc(), made.scratchpad_desc()};
        }
        return *slot;
    }

    void run(std::int64_t rows, const at::Tensor& a, std::int64_t first, const at::Tensor& bias,
             at::Tensor& out) const {
        const Ready& use = ready(rows);
        auto* const source =
            static_cast<char*>(a.data_ptr()) + first * m_k * static_cast<std::int64_t>(a.element_size());
        auto* const target = out.data_ptr<float>() + first * m_n;
        std::unordered_map<int, Memory> arguments{
            {DNNL_ARG_SRC, Memory(use.source, cpu(), source)},
            {DNNL_ARG_WEIGHTS, m_memory},
            {DNNL_ARG_DST, Memory(use.target, cpu(), target)},
            {DNNL_ARG_SCRATCHPAD, Memory(use.scratchpad, cpu(), scratch(use.scratchpad.get_size()))}};
        if (m_withBias)
            arguments.emplace(DNNL_ARG_BIAS, Memory(use.bias, cpu(), bias.data_ptr()));
        use.primitive.execute(stream(), arguments);
        stream().wait();
    }

    std::int64_t m_k, m_n;
    Type m_type;
    bool m_withBias;
    Memory::desc m_layout;
    Memory m_memory;
    mutable std::mutex m_mutex;
    mutable std::map<std::int64_t, std::optional<Ready>> m_ready;  // nodes never move
};

/// x W^T + b, x W^T, and g W.
enum Kind { Linear, Product, Backward };

}  // namespace

struct FrozenMatrix::Private {
    at::Tensor weight, bias;
    mutable std::mutex mutex;
    std::array<std::array<std::unique_ptr<Operand>, 3>, 2> operands;  // [precision][kind], made when first asked for

    const Operand& operand(Precision precision, Kind kind) {
        const std::lock_guard lock(mutex);
        auto& slot = operands[static_cast<std::size_t>(precision)][kind];
        if (!slot) {
            const auto type = precision == Precision::BF16 ? Type::bf16 : Type::f32;
            const auto out = weight.size(0), in = weight.size(1);
            slot = kind == Backward ? std::make_unique<Operand>(weight, out, in, Memory::dims{in, 1}, type, false)
                                    : std::make_unique<Operand>(weight, in, out, Memory::dims{1, in}, type,
                                                                kind == Linear && bias.defined());
        }
        return *slot;
    }

    at::Tensor product(const at::Tensor& a, Precision precision, Kind kind) {
        if (weight.scalar_type() != at::kFloat || !weight.device().is_cpu())
            return plainProduct(a, kind == Backward ? weight.t() : weight, kind == Linear ? bias : at::Tensor(),
                                precision);
        const auto operandA = precision == Precision::BF16 ? a.to(at::kBFloat16).contiguous() : a.contiguous();
        return operand(precision, kind).multiply(operandA, bias);
    }
};

namespace {

class FrozenLinear : public torch::autograd::Function<FrozenLinear> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, std::int64_t matrix,
                              std::int64_t precision, std::int64_t kind) {
        context->saved_data["matrix"] = matrix;
        context->saved_data["precision"] = precision;
        return reinterpret_cast<FrozenMatrix::Private*>(matrix)->product(x, static_cast<Precision>(precision),
                                                                         static_cast<Kind>(kind));
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        auto* const matrix = reinterpret_cast<FrozenMatrix::Private*>(context->saved_data["matrix"].toInt());
        const auto precision = static_cast<Precision>(context->saved_data["precision"].toInt());
        return {matrix->product(gradients[0], precision, Backward), {}, {}, {}};
    }
};

}  // namespace

Precision precisionFromText(const std::string& text) {
    if (text == "f32")
        return Precision::F32;
    if (text != "bf16")
        throw Error("Precision \"{}\" is not known: choose f32 or bf16.", text);
    // oneDNN names the instruction sets it would use; older ones have no bfloat16 product, or one slower than float32.
    const auto isa = dnnl::get_effective_cpu_isa();
    if (isa != dnnl::cpu_isa::avx512_core_bf16 && isa != dnnl::cpu_isa::avx512_core_amx)
        throw Error("Precision bf16 needs a CPU with AVX512-BF16 or AMX, and this one has neither: use f32.");
    return Precision::BF16;
}

at::Tensor plainProduct(const at::Tensor& a, const at::Tensor& weight, const at::Tensor& bias, Precision precision) {
    const auto rounded = [&](const at::Tensor& x) {
        return precision == Precision::BF16 ? x.to(at::kBFloat16).to(x.scalar_type()) : x;
    };
    return at::linear(rounded(a), rounded(weight), bias);
}

FrozenMatrix::FrozenMatrix(at::Tensor weight, at::Tensor bias) : d(std::make_unique<Private>()) {
    d->weight = std::move(weight);
    d->bias = std::move(bias);
}

FrozenMatrix::~FrozenMatrix() = default;

const at::Tensor& FrozenMatrix::weight() const {
    return d->weight;
}

const at::Tensor& FrozenMatrix::bias() const {
    return d->bias;
}

namespace {

at::Tensor multiplied(FrozenMatrix::Private& matrix, const at::Tensor& x, Precision precision, Kind kind) {
    if (!x.requires_grad() || !at::GradMode::is_enabled())
        return matrix.product(x, precision, kind);
    return FrozenLinear::apply(x, reinterpret_cast<std::int64_t>(&matrix), static_cast<std::int64_t>(precision),
                               static_cast<std::int64_t>(kind));
}

}  // namespace

at::Tensor FrozenMatrix::linear(const at::Tensor& x, Precision precision) const {
    return multiplied(*d, x, precision, Linear);
}

at::Tensor FrozenMatrix::product(const at::Tensor& x, Precision precision) const {
    return multiplied(*d, x, precision, Product);
}

}  // namespace adapterscope
