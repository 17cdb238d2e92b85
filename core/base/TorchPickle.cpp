// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TorchPickle.h"

#include <algorithm>
#include <memory>
#include <variant>

#include "core/common/Error.h"

namespace adapterscope {
namespace {

constexpr std::size_t mostValues = 1'000'000;
constexpr int deepest = 16;  // tensors in a dictionary need 3

[[noreturn]] void damaged(const char* what) {
    throw Error("its pickle {}", what);
}

struct Value;
using Shared = std::shared_ptr<const Value>;

struct StackMark {};
struct Other {};  ///< something that no tensor is made of
struct Global {
    std::string name;  ///< module and name
};
struct Storage {
    std::string key, type;
};
struct Tuple {
    std::vector<Shared> items;
    int depth = 1;
};
/// Its tensors; anything else is left out, so that it cannot hold itself.
struct Dictionary {
    std::shared_ptr<std::map<std::string, PickledTensor>> tensors;
};

struct Value {
    std::variant<Other, StackMark, std::int64_t, std::string, Global, Storage, Tuple, PickledTensor, Dictionary> is;

    template <typename T>
    const T* as() const {
        return std::get_if<T>(&is);
    }
};

template <typename T>
Shared made(T value) {
    return std::make_shared<const Value>(Value{std::move(value)});
}

/// The element type of a class of storages; empty if it is not one.
std::string elementOf(const std::string& global) {
    static const std::map<std::string, std::string> types = {
        {"torch FloatStorage", "F32"},  {"torch HalfStorage", "F16"}, {"torch BFloat16Storage", "BF16"},
        {"torch DoubleStorage", "F64"}, {"torch LongStorage", "I64"}, {"torch IntStorage", "I32"},
        {"torch ShortStorage", "I16"},  {"torch CharStorage", "I8"},  {"torch ByteStorage", "U8"},
        {"torch BoolStorage", "BOOL"}};
    const auto found = types.find(global);
    return found == types.end() ? std::string() : found->second;
}

std::vector<std::int64_t> numbersOf(const Shared& value) {
    const auto* tuple = value->as<Tuple>();
    if (!tuple)
        damaged("describes a tensor without a shape");
    std::vector<std::int64_t> numbers;
    for (const Shared& item : tuple->items) {
        const auto* number = item->as<std::int64_t>();
        if (!number || *number < 0)
            damaged("describes a tensor with an impossible shape");
        numbers.push_back(*number);
    }
    return numbers;
}

/// torch._utils._rebuild_tensor_v2(storage, offset, size, stride, …).
Shared tensorOf(const Tuple& arguments) {
    if (arguments.items.size() < 4)
        damaged("describes a tensor with too few arguments");
    const auto* storage = arguments.items[0]->as<Storage>();
    const auto* offset = arguments.items[1]->as<std::int64_t>();
    if (!storage || !offset || *offset < 0)
        damaged("describes a tensor without its data");
    PickledTensor tensor{storage->key, storage->type, *offset, numbersOf(arguments.items[2]),
                         numbersOf(arguments.items[3])};
    if (tensor.shape.size() != tensor.strides.size())
        damaged("describes a tensor whose shape and strides differ");
    return made(std::move(tensor));
}

/// The result of calling a global, without calling it.
Shared called(const Shared& callable, const Shared& arguments) {
    const auto* global = callable->as<Global>();
    const auto* tuple = arguments->as<Tuple>();
    if (!global || !tuple)
        damaged("calls something that cannot be called");
    if (global->name == "torch._utils _rebuild_tensor_v2")
        return tensorOf(*tuple);
    if (global->name == "torch._utils _rebuild_parameter" && !tuple->items.empty())
        return tuple->items.front();
    if (global->name == "collections OrderedDict" && tuple->items.empty())
        return made(Dictionary{std::make_shared<std::map<std::string, PickledTensor>>()});
    return made(Other{});
}

/// ("storage", class, key, device, number of elements).
Shared storageOf(const Shared& id) {
    const auto* tuple = id->as<Tuple>();
    if (!tuple || tuple->items.size() < 3)
        damaged("names data in an unknown way");
    const auto* global = tuple->items[1]->as<Global>();
    const auto* key = tuple->items[2]->as<std::string>();
    const std::string type = global ? elementOf(global->name) : std::string();
    if (!key || type.empty())
        damaged("names data of an unknown type");
    return made(Storage{*key, type});
}

/// A stack machine over the opcodes that torch.save writes.
class Machine {
public:
    explicit Machine(std::string_view pickle) : m_rest(pickle) {}

    std::map<std::string, PickledTensor> run() {
        while (true) {
            const auto opcode = static_cast<unsigned char>(take(1).front());
            if (opcode == '.')
                break;
            step(opcode);
            if (m_stack.size() > mostValues)
                damaged("is larger than that of any adapter");
        }
        const Shared top = pop();
        const auto* dictionary = top->as<Dictionary>();
        if (!dictionary)
            damaged("holds no dictionary of tensors");
        return *dictionary->tensors;
    }

private:
    std::string_view take(std::size_t bytes) {
        if (bytes > m_rest.size())
            damaged("ends early");
        const auto taken = m_rest.substr(0, bytes);
        m_rest.remove_prefix(bytes);
        return taken;
    }
    /// Little-endian.
    std::uint64_t number(std::size_t bytes) {
        const auto taken = take(bytes);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
        return value;
    }
    std::string line() {
        const auto end = m_rest.find('\n');
        if (end == std::string_view::npos)
            damaged("ends early");
        const std::string text(take(end));
        take(1);
        return text;
    }

    void push(Shared value) { m_stack.push_back(std::move(value)); }
    Shared pop() {
        if (m_stack.empty())
            damaged("takes more values than it gave");
        Shared value = std::move(m_stack.back());
        m_stack.pop_back();
        return value;
    }
    std::vector<Shared> popToMark() {
        std::vector<Shared> items;
        while (true) {
            Shared value = pop();
            if (value->as<StackMark>())
                break;
            items.push_back(std::move(value));
        }
        std::reverse(items.begin(), items.end());
        return items;
    }
    void pushTuple(std::vector<Shared> items) {
        Tuple tuple{std::move(items)};
        for (const Shared& item : tuple.items)
            if (const auto* inner = item->as<Tuple>())
                tuple.depth = std::max(tuple.depth, inner->depth + 1);
        if (tuple.depth > deepest)
            damaged("is nested too deeply");
        push(made(std::move(tuple)));
    }
    void pushTuple(std::size_t count) {
        std::vector<Shared> items(count);
        for (std::size_t i = count; i > 0; --i)
            items[i - 1] = pop();
        pushTuple(std::move(items));
    }
    void setItems(const std::vector<Shared>& items) {
        if (m_stack.empty())
            damaged("fills a dictionary that is not there");
        const auto* dictionary = m_stack.back()->as<Dictionary>();
        for (std::size_t i = 0; dictionary && i + 1 < items.size(); i += 2) {
            const auto* key = items[i]->as<std::string>();
            const auto* tensor = items[i + 1]->as<PickledTensor>();
            if (key && tensor)
                (*dictionary->tensors)[*key] = *tensor;
        }
    }
    void remember(std::uint64_t index) {
        if (m_stack.empty() || m_memo.size() > mostValues)
            damaged("remembers too much or nothing");
        m_memo[index] = m_stack.back();
    }
    void recall(std::uint64_t index) {
        const auto found = m_memo.find(index);
        if (found == m_memo.end())
            damaged("recalls a value that it does not have");
        push(found->second);
    }
    void long1() {
        const auto bytes = static_cast<std::size_t>(number(1));
        if (bytes > 8)
            damaged("holds a number that is too large");
        std::uint64_t value = number(bytes);
        if (bytes > 0 && bytes < 8 && (value >> (8 * bytes - 1)) != 0)
            value |= ~std::uint64_t{0} << (8 * bytes);  // negative
        push(made(static_cast<std::int64_t>(value)));
    }

    void step(unsigned char opcode) {
        switch (opcode) {
            case 0x80:  // protocol
                take(1);
                return;
            case '(':
                return push(made(StackMark{}));
            case '}':
                return push(made(Dictionary{std::make_shared<std::map<std::string, PickledTensor>>()}));
            case ')':
                return pushTuple(0);
            case 't':
                return pushTuple(popToMark());
            case 0x85:
            case 0x86:
            case 0x87:
                return pushTuple(static_cast<std::size_t>(opcode - 0x84));
            case ']':
            case 'N':
            case 0x88:
            case 0x89:
                return push(made(Other{}));
            case 'X':
                return push(made(std::string(take(number(4)))));
            case 'K':
                return push(made(static_cast<std::int64_t>(number(1))));
            case 'M':
                return push(made(static_cast<std::int64_t>(number(2))));
            case 'J':
                return push(made(std::int64_t{static_cast<std::int32_t>(number(4))}));
            case 0x8a:
                return long1();
            case 'G':
                take(8);
                return push(made(Other{}));
            default:
                return build(opcode);
        }
    }

    /// The opcodes that put values together.
    void build(unsigned char opcode) {
        switch (opcode) {
            case 'c': {
                const std::string module = line(), name = line();
                return push(made(Global{module + " " + name}));
            }
            case 'Q':
                return push(storageOf(pop()));
            case 'R': {
                const Shared arguments = pop(), callable = pop();
                return push(called(callable, arguments));
            }
            case 's': {
                const Shared value = pop(), key = pop();
                return setItems({key, value});
            }
            case 'u':
                return setItems(popToMark());
            case 'a':
            case 'b':  // what is appended or set is not a tensor in a dictionary
                pop();
                return;
            case 'e':
                popToMark();
                return;
            case 'q':
                return remember(number(1));
            case 'r':
                return remember(number(4));
            case 'h':
                return recall(number(1));
            case 'j':
                return recall(number(4));
            default:
                damaged("holds an instruction that torch.save does not write");
        }
    }

    std::string_view m_rest;
    std::vector<Shared> m_stack;
    std::map<std::uint64_t, Shared> m_memo;
};

}  // namespace

std::map<std::string, PickledTensor> tensorsOfPickle(std::string_view pickle) {
    return Machine(pickle).run();
}

}  // namespace adapterscope
