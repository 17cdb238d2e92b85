// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include "core/common/Error.h"
#include "core/model/Random.h"
#include "core/model/kernels/FrozenMatrix.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int in = 24, out = 40;

at::Tensor draw(at::IntArrayRef shape, std::uint64_t seed) {
    auto generator = makeGenerator(seed);
    return at::empty(shape).normal_(0, 1, generator);
}

/// Largest difference in units of the largest entry.
double relative(const at::Tensor& found, const at::Tensor& expected) {
    return difference(found, expected) / expected.abs().max().item<double>();
}

struct ProductCase {
    at::Tensor value, gradient;
};

/// x [rows, in] drawn from the seed through f, and the gradient of <f(x), g> with respect to x.
ProductCase through(int rows, std::uint64_t seed, const std::function<at::Tensor(const at::Tensor&)>& f) {
    const auto x = draw({rows, in}, seed).set_requires_grad(true);
    const auto value = f(x);
    (value * draw({rows, out}, seed + 1000)).sum().backward();
    return {value.detach(), x.grad()};
}

void checkAgainstLinear(Precision precision, double tolerance) {
    const auto weight = draw({out, in}, 1), bias = draw({out}, 2);
    const FrozenMatrix matrix(weight, bias), exact(weight.to(at::kDouble), bias.to(at::kDouble));
    for (const int rows : {1, 2, 63, 64, 65, 128, 200}) {
        CAPTURE(rows);
        const auto seed = static_cast<std::uint64_t>(rows);
        const auto found = through(rows, seed, [&](const at::Tensor& x) { return matrix.linear(x, precision); });
        const auto expected = through(rows, seed, [&](const at::Tensor& x) { return at::linear(x, weight, bias); });
        CHECK(relative(found.value, expected.value) < tolerance);
        CHECK(relative(found.gradient, expected.gradient) < tolerance);
        // The plain version rounds as the kernel does, so that the two are near in any precision.
        const auto plain =
            through(rows, seed, [&](const at::Tensor& x) { return exact.linear(x.to(at::kDouble), precision); });
        CHECK(relative(found.value, plain.value) < 1e-5);
        CHECK(relative(found.gradient, plain.gradient) < 1e-5);
        const at::NoGradGuard guard;
        CHECK(at::equal(matrix.linear(draw({rows, in}, seed), precision), found.value));
    }
}

}  // namespace

TEST_CASE("A frozen product and its gradient equal those of a plain linear layer for any number of rows") {
    checkAgainstLinear(Precision::F32, 1e-5);
}

TEST_CASE("A frozen product in bfloat16 is near that of float32 or is refused in words") {
    Precision precision{};
    try {
        precision = precisionFromText("bf16");
    } catch (const Error& error) {
        CHECK_THAT(error, says("AVX512-BF16"));
        CHECK_THAT(error, says("f32"));
        return;
    }
    checkAgainstLinear(precision, 1e-2);
}

TEST_CASE("The plain product in float32 is the frozen one with and without its bias") {
    const auto weight = draw({out, in}, 1), bias = draw({out}, 2), x = draw({65, in}, 3);
    const FrozenMatrix matrix(weight, bias);
    CHECK(relative(plainProduct(x, weight, bias, Precision::F32), matrix.linear(x, Precision::F32)) < 1e-5);
    CHECK(relative(plainProduct(x, weight, {}, Precision::F32), matrix.product(x, Precision::F32)) < 1e-5);
}

TEST_CASE("A plain product in bfloat16 is that of the rounded operands") {
    const auto weight = draw({out, in}, 1), bias = draw({out}, 2), x = draw({3, in}, 3);
    const auto rounded = [](const at::Tensor& t) { return t.to(at::kBFloat16).to(at::kDouble); };
    const auto expected = at::mm(rounded(x), rounded(weight).t()) + bias.to(at::kDouble);
    CHECK(relative(plainProduct(x, weight, bias, Precision::BF16), expected) < 1e-6);
    CHECK(difference(expected, at::linear(x, weight, bias)) > 1e-3);
}

TEST_CASE("An unknown precision is refused by name") {
    CHECK_THROWS_MATCHES(precisionFromText("fp8"), Error, says("fp8"));
}

TEST_CASE("In float64 a frozen product is exact to rounding") {
    const auto weight = draw({out, in}, 1).to(at::kDouble), bias = draw({out}, 2).to(at::kDouble);
    const FrozenMatrix matrix(weight, bias);
    const auto x = draw({65, in}, 3).to(at::kDouble);
    CHECK(relative(matrix.linear(x, Precision::F32), at::linear(x, weight, bias)) < 1e-14);
}

TEST_CASE("A frozen product of rows that are not contiguous equals that of their copy") {
    const FrozenMatrix matrix(draw({out, in}, 1), draw({out}, 2));
    const auto x = draw({in, 70}, 3).t();
    CHECK(at::equal(matrix.linear(x, Precision::F32), matrix.linear(x.contiguous(), Precision::F32)));
}

TEST_CASE("Two threads that share a frozen matrix get the bits that one gets") {
    const FrozenMatrix fresh(draw({out, in}, 1), draw({out}, 2)), shared(draw({out, in}, 1), draw({out}, 2));
    const auto all = [](const FrozenMatrix& matrix, std::uint64_t first) {
        std::vector<ProductCase> products;
        for (const int rows : {65, 3, 200, 64, 130, 1, 77})
            for (std::uint64_t repeat = 0; repeat < 20; ++repeat)
                products.push_back(through(rows, first + repeat,
                                           [&](const at::Tensor& x) { return matrix.linear(x, Precision::F32); }));
        return products;
    };
    std::vector<ProductCase> one, two;
    {
        const std::jthread first([&] { one = all(shared, 10); });
        const std::jthread second([&] { two = all(shared, 500); });
    }
    const auto check = [](const std::vector<ProductCase>& found, const std::vector<ProductCase>& expected) {
        REQUIRE(found.size() == expected.size());
        bool same = true;
        for (std::size_t i = 0; i < found.size(); ++i)
            same = same && at::equal(found[i].value, expected[i].value) &&
                   at::equal(found[i].gradient, expected[i].gradient);
        CHECK(same);
    };
    check(one, all(fresh, 10));
    check(two, all(fresh, 500));
}
