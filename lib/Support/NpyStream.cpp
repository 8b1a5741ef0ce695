//===- NpyStream.cpp - An array on top of a sequence of bytes -------------===//
//
// Tested by test/Support/npz-formats.test and test/Support/npz-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "NpyStream.h"

#include "quantc/Support/ToolError.h"

#include <algorithm>

using namespace quantc;

/// Below this many bytes reading is faster than seeking, which drops what was read ahead.
static constexpr int64_t kSeekBytes = int64_t(1) << 20;

int64_t FileSource::read(char *to, size_t size) {
  size_t got = fread(to, 1, size, file);
  if (got == 0 && ferror(file)) {
    reason = std::error_code(errno, std::generic_category()).message();
    return -1;
  }
  return got;
}

llvm::Error NpyStream::readExactly(char *to, size_t size) {
  while (size) {
    int64_t got = source->read(to, size);
    if (got < 0)
      return badInput(where + ": cannot read: " + source->reason);
    if (got == 0)
      return badInput(where + ": ends " + llvm::Twine(size) + " bytes early");
    to += got;
    size -= got;
  }
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<ArrayStream>> NpyStream::open(llvm::StringRef path, llvm::StringRef name,
                                                             std::unique_ptr<ByteSource> source,
                                                             std::optional<int64_t> entryBytes) {
  auto stream = std::make_unique<NpyStream>();
  stream->where = (path + ": array '" + name + "'").str();
  stream->source = std::move(source);
  int64_t headerBytes = 0;
  llvm::Expected<NpyHeader> header =
      readNpyHeader(stream->where, [&](char *to, size_t size) { return stream->readExactly(to, size); }, &headerBytes);
  if (!header)
    return header.takeError();
  int64_t dataBytes = header->getDataBytes();
  if (entryBytes && *entryBytes - headerBytes != dataBytes)
    return badInput(stream->where + ": the header announces " + llvm::Twine(dataBytes) +
                    " bytes of data, the file has " + llvm::Twine(*entryBytes - headerBytes));
  stream->info = {name.str(), header->kind, header->shape};
  stream->isWhole = entryBytes.has_value();
  stream->left = dataBytes;
  stream->header = std::move(*header);
  return stream;
}

llvm::Error NpyStream::loadFortran() {
  if (left > NpzReader::kLoadBudget)
    return makeError(ExitCode::Resources, where + ": an array in Fortran order is loaded whole, and its " +
                                              llvm::Twine(left) + " bytes exceed the limit of " +
                                              llvm::Twine(NpzReader::kLoadBudget));
  std::vector<char> bytes(left);
  if (llvm::Error error = readExactly(bytes.data(), bytes.size()))
    return error;
  reordered = fortranToRowMajor(bytes, info.shape, getElementSize(info.kind));
  return llvm::Error::success();
}

llvm::Error NpyStream::checkLeft(int64_t bytes) {
  if (bytes <= left)
    return llvm::Error::success();
  return badInput(where + ": " + llvm::Twine(bytes) + " bytes wanted, " + llvm::Twine(left) + " left");
}

/// libzip compares the checksum when it meets the end, of an array that was read without gaps.
llvm::Error NpyStream::checkEnd() {
  char end;
  if (isWhole && left == 0 && source->read(&end, 1) != 0)
    return badInput(where + ": " + (source->reason.empty() ? "more data than announced" : source->reason));
  return llvm::Error::success();
}

llvm::Error NpyStream::read(llvm::MutableArrayRef<char> bytes) {
  if (llvm::Error error = checkLeft(bytes.size()))
    return error;
  if (isColumnMajor()) {
    if (reordered.empty() && left)
      if (llvm::Error error = loadFortran())
        return error;
    std::copy_n(reordered.end() - left, bytes.size(), bytes.begin());
  } else if (llvm::Error error = readExactly(bytes.data(), bytes.size())) {
    return error;
  }
  left -= bytes.size();
  if (header.isBigEndian)
    swapElementBytes(bytes, getElementSize(info.kind));
  if (info.kind == ElementKind::Bool)
    for (char &value : bytes)
      value = value != 0;
  return checkEnd();
}

llvm::Error NpyStream::skip(int64_t bytes) {
  if (llvm::Error error = checkLeft(bytes))
    return error;
  if (!isColumnMajor() && bytes >= kSeekBytes && source->seek(bytes)) {
    left -= bytes;
    return checkEnd();
  }
  std::vector<char> dropped(std::min<int64_t>(bytes, 65536));
  for (; bytes > 0; bytes -= int64_t(dropped.size())) {
    dropped.resize(std::min<int64_t>(bytes, dropped.size()));
    if (llvm::Error error = read(dropped))
      return error;
  }
  return llvm::Error::success();
}
