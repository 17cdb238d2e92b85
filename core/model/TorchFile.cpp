// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TorchFile.h"

#include <caffe2/serialize/inline_container.h>

#include <algorithm>
#include <ostream>
#include <string_view>

#include "core/base/TorchArchive.h"
#include "core/common/OutputFile.h"
#include "core/model/kernels/TensorBytes.h"

namespace adapterscope {
namespace {

/// A pickle, protocol 2, of a dictionary of float32 tensors, each with a storage of its own. The constructors that it
/// names are those that torch.load takes with weights_only; LibTorch's own pickler names another.
class DictionaryPickle {
public:
    explicit DictionaryPickle(const NamedTensors& tensors) {
        m_text = std::string("\x80\x02}(", 4);  // PROTO 2, EMPTY_DICT, MARK
        std::size_t number = 0;
        for (const auto& [name, tensor] : tensors) {
            word(name);
            addTensor(tensor, std::to_string(number++));
        }
        m_text += "u.";  // SETITEMS, STOP
    }

    const std::string& text() const { return m_text; }

private:
    /// _rebuild_tensor_v2(storage, 0, sizes, strides, False, OrderedDict())
    void addTensor(const at::Tensor& tensor, const std::string& storage) {
        global("torch._utils", "_rebuild_tensor_v2");
        m_text += "((";  // MARK of the arguments, MARK of the storage's id
        word("storage");
        global("torch", "FloatStorage");
        word(storage);
        word("cpu");
        whole(tensor.numel());
        m_text += "tQ";  // TUPLE, BINPERSID
        whole(0);
        tuple(tensor.sizes());
        tuple(tensor.strides());
        m_text += "\x89";  // NEWFALSE
        global("collections", "OrderedDict");
        m_text += ")RtR";  // EMPTY_TUPLE, REDUCE, TUPLE, REDUCE
    }

    void global(std::string_view module, std::string_view name) {
        m_text.append("c").append(module).append("\n").append(name).append("\n");
    }
    void tuple(at::IntArrayRef numbers) {
        m_text += '(';
        for (const std::int64_t number : numbers)
            whole(number);
        m_text += 't';
    }
    void word(std::string_view text) {  // BINUNICODE
        m_text += 'X';
        bytes(text.size(), 4);
        m_text += text;
    }
    void whole(std::int64_t number) {  // LONG1 of 8 bytes
        m_text += "\x8a\x08";
        bytes(static_cast<std::uint64_t>(number), 8);
    }
    /// Little-endian.
    void bytes(std::uint64_t number, int count) {
        for (int i = 0; i < count; ++i)
            m_text += static_cast<char>(number >> (8 * i) & 0xff);
    }

    std::string m_text;
};

}  // namespace

NamedTensors readTorchTensors(const std::filesystem::path& file) {
    const TorchArchive archive = readTorchArchive(file);
    NamedTensors tensors;
    for (const auto& [name, entry] : archive.tensors) {
        const auto type = scalarTypeOf(entry.type);
        if (!type)
            continue;
        const std::string& bytes = archive.storages.at(entry.storage);
        const auto storage = at::empty({static_cast<std::int64_t>(bytes.size() / at::elementSize(*type))},
                                       at::TensorOptions(*type).device(at::kCPU));
        const auto room = bytesOf(storage);
        std::copy_n(bytes.begin(), room.size(), room.begin());
        tensors[name] =
            storage.as_strided(entry.shape, entry.strides, entry.offset).clone(at::MemoryFormat::Contiguous);
    }
    return tensors;
}

void writeTorchTensors(const std::filesystem::path& file, const NamedTensors& tensors) {
    NamedTensors plain;
    for (const auto& [name, tensor] : tensors)
        plain[name] = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
    const DictionaryPickle pickle(plain);
    writeOutputFile(file, [&](std::ostream& stream) {
        // What the stream could not take is noticed when it is closed.
        caffe2::serialize::PyTorchStreamWriter archive([&stream](const void* data, std::size_t size) {
            stream.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
            return size;
        });
        archive.writeRecord("data.pkl", pickle.text().data(), pickle.text().size());
        std::size_t number = 0;
        for (const auto& [name, tensor] : plain) {
            const auto entries = bytesOf(tensor);
            archive.writeRecord("data/" + std::to_string(number++), entries.data(), entries.size());
        }
        archive.writeEndOfFile();
    });
}

}  // namespace adapterscope
