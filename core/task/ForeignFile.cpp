// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/ForeignFile.h"

#include "core/common/Error.h"

namespace adapterscope {

namespace {

using namespace std::string_view_literals;

constexpr const char* save = "save its sheet as CSV (UTF-8) and give that file";
constexpr const char* write = "write its rows as CSV or JSON Lines and give that file";
constexpr const char* unpack = "uncompress it and give the file inside";

struct ForeignKind {
    std::string_view start;  ///< its first bytes
    const char *name, *advice;
};
constexpr ForeignKind kinds[] = {
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old Office file (.xls)", save},
    {"PAR1"sv, "a Parquet file", write},
    {"ARROW1"sv, "an Arrow (Feather) file", write},
    {"Obj\x01"sv, "an Avro file", write},
    {"ORC\x0a"sv, "an ORC file", write},
    {"\x89HDF\r\n\x1a\n"sv, "an HDF5 file", write},
    {"\x93NUMPY"sv, "a NumPy file", write},
    {"SQLite format 3\0"sv, "an SQLite database", write},
    {"\x80\x02"sv, "a Python pickle", write},
    {"\x80\x03"sv, "a Python pickle", write},
    {"\x80\x04"sv, "a Python pickle", write},
    {"\x80\x05"sv, "a Python pickle", write},
    {"%PDF-"sv, "a PDF document", write},
    {"{\\rtf"sv, "an RTF document", write},
    {"\x1f\x8b"sv, "compressed (gzip)", unpack},
    {"BZh91AY&SY"sv, "compressed (bzip2)", unpack},
    {"\xfd\x37zXZ\0"sv, "compressed (xz)", unpack},
    {"\x28\xb5\x2f\xfd"sv, "compressed (zstd)", unpack},
    {"7z\xbc\xaf\x27\x1c"sv, "a 7-Zip archive", unpack},
    {"Rar!\x1a\x07"sv, "a RAR archive", unpack},
};

/// Office documents are ZIP archives too, recognised by the name of a file in them.
ForeignKind zipKind(std::string_view bytes) {
    constexpr ForeignKind inside[] = {{"xl/workbook", "an Excel workbook", save},
                                      {"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument sheet", save},
                                      {"word/document", "a Word document", write},
                                      {".npy", "a NumPy archive", write}};
    for (const ForeignKind& kind : inside)
        if (bytes.find(kind.start) != std::string_view::npos)
            return kind;
    return {{}, "a ZIP archive", unpack};
}

}  // namespace

void refuseForeign(std::string_view bytes, const std::string& file) {
    const auto refuse = [&](const ForeignKind& kind) {
        throw Error("{} is {}, not a text file: {}.", file, kind.name, kind.advice);
    };
    if (bytes.starts_with("PK\x03\x04"sv))
        refuse(zipKind(bytes));
    for (const ForeignKind& kind : kinds)
        if (bytes.starts_with(kind.start))
            refuse(kind);
}

}  // namespace adapterscope
