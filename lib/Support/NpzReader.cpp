//===- NpzReader.cpp - Arrays from a .npz or .npy file --------------------===//
//
// Tested by test/Support/npz-formats.test and test/Support/npz-invalid.test.
//
// An entry's size in the zip directory must equal header plus shape, so that a
// lying header is found before anything is allocated for it.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/NpzReader.h"

#include "NpyStream.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <zip.h>

using namespace quantc;

/// A zip whose entries are larger than this is a bomb if it also grows by more
/// than `kBombRatio`. Deflate reaches 1,032 on zeros, so small files never count.
static constexpr uint64_t kBombBytes = uint64_t(256) << 20, kBombRatio = 500;

int64_t ArrayInfo::getBytes() const {
  int64_t bytes = getElementSize(kind);
  for (int64_t size : shape)
    bytes *= size;
  return bytes;
}

namespace {
class ZipSource : public ByteSource {
public:
  ZipSource(zip_file_t *file, bool isStored) : file(file), isStored(isStored) {}
  ~ZipSource() override { zip_fclose(file); }
  int64_t read(char *to, size_t size) override {
    int64_t got = zip_fread(file, to, size);
    if (got < 0)
      reason = zip_file_strerror(file);
    return got;
  }
  // A seek that fails would leave a file that cannot be read.
  bool seek(int64_t bytes) override { return isStored && zip_fseek(file, bytes, SEEK_CUR) == 0; }

private:
  zip_file_t *file;
  bool isStored;
};
} // namespace

bool NpzReader::contains(llvm::StringRef name) const { return llvm::is_contained(names, name); }

llvm::Expected<ArrayInfo> NpzReader::getInfo(llvm::StringRef name) {
  llvm::Expected<std::unique_ptr<ArrayStream>> array = stream(name);
  if (!array)
    return array.takeError();
  return (*array)->getInfo();
}

llvm::Expected<HostTensor> NpzReader::read(llvm::StringRef name, int64_t budget) {
  llvm::Expected<std::unique_ptr<ArrayStream>> array = stream(name);
  if (!array)
    return array.takeError();
  const ArrayInfo &info = (*array)->getInfo();
  if (info.getBytes() > budget)
    return makeError(ExitCode::Resources, path + ": array '" + name + "': " + llvm::Twine(info.getBytes()) +
                                              " bytes exceed the limit of " + llvm::Twine(budget));
  HostTensor tensor(info.kind, info.shape);
  if (llvm::Error error = (*array)->read(tensor.bytes))
    return error;
  return tensor;
}

llvm::Expected<std::string> NpzReader::readText(llvm::StringRef entry, int64_t) {
  return badInput(path + ": has no entry '" + entry + "'");
}

namespace {
class ZipReader : public NpzReader {
public:
  ZipReader(llvm::StringRef path, zip_t *archive) : NpzReader(path), archive(archive) {}
  ~ZipReader() override { zip_discard(archive); }
  llvm::Error list(uint64_t fileBytes);
  llvm::Expected<std::unique_ptr<ArrayStream>> stream(llvm::StringRef name) override;
  bool hasEntry(llvm::StringRef entry) const override { return zip_name_locate(archive, entry.str().c_str(), 0) >= 0; }
  llvm::Expected<std::string> readText(llvm::StringRef entry, int64_t budget) override;

private:
  zip_t *archive;
};

class SingleReader : public NpzReader {
public:
  SingleReader(llvm::StringRef path, uint64_t fileBytes) : NpzReader(path), fileBytes(fileBytes) {
    names.push_back(llvm::sys::path::stem(path).str());
  }
  llvm::Expected<std::unique_ptr<ArrayStream>> stream(llvm::StringRef name) override {
    FILE *file = fopen(path.c_str(), "rb");
    if (!file)
      return makeError(ExitCode::Resources,
                       path + ": cannot open: " + std::error_code(errno, std::generic_category()).message());
    return NpyStream::open(path, name, std::make_unique<FileSource>(file, /*owns=*/true), fileBytes);
  }

private:
  int64_t fileBytes;
};
} // namespace

llvm::Error ZipReader::list(uint64_t fileBytes) {
  uint64_t total = 0;
  llvm::StringSet<> seen;
  for (int64_t i = 0, count = zip_get_num_entries(archive, 0); i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive, i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_NAME) || !(stat.valid & ZIP_STAT_SIZE))
      return badInput(path + ": entry " + llvm::Twine(i) + " has no name or size");
    llvm::StringRef name = stat.name;
    if (!name.consume_back(".npy"))
      continue;
    if (!seen.insert(name).second)
      return badInput(path + ": array '" + name + "' occurs twice");
    names.push_back(name.str());
    // Entries may overlap in a crafted file: the sum against the file's own size counts.
    constexpr uint64_t kMax = uint64_t(1) << 60;
    if (stat.size >= kMax || total + stat.size >= kMax)
      return badInput(path + ": array '" + name + "' has an impossible size");
    total += stat.size;
  }
  if (total > kBombBytes && total / kBombRatio > fileBytes)
    return badInput(path + ": looks like a zip bomb: " + llvm::Twine(fileBytes) + " bytes that unpack to " +
                    llvm::Twine(total));
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<ArrayStream>> ZipReader::stream(llvm::StringRef name) {
  if (!contains(name))
    return badInput(path + ": has no array '" + name + "'");
  std::string entry = (name + ".npy").str();
  zip_stat_t stat;
  zip_file_t *file = nullptr;
  if (zip_stat(archive, entry.c_str(), 0, &stat) == 0)
    file = zip_fopen(archive, entry.c_str(), 0);
  if (!file)
    return badInput(path + ": array '" + name + "': cannot read: " + zip_strerror(archive));
  bool isStored = (stat.valid & ZIP_STAT_COMP_METHOD) && stat.comp_method == ZIP_CM_STORE &&
                  (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method == ZIP_EM_NONE;
  return NpyStream::open(path, name, std::make_unique<ZipSource>(file, isStored), stat.size);
}

llvm::Expected<std::string> ZipReader::readText(llvm::StringRef entry, int64_t budget) {
  zip_stat_t stat;
  if (zip_stat(archive, entry.str().c_str(), 0, &stat) != 0)
    return NpzReader::readText(entry, budget);
  if (int64_t(stat.size) > budget)
    return badInput(path + ": entry '" + entry + "': " + llvm::Twine(stat.size) + " bytes exceed the limit of " +
                    llvm::Twine(budget));
  zip_file_t *file = zip_fopen(archive, entry.str().c_str(), 0);
  if (!file)
    return badInput(path + ": entry '" + entry + "': cannot read: " + zip_strerror(archive));
  ZipSource source(file, /*isStored=*/false);
  std::string text(stat.size, '\0');
  size_t got = 0;
  for (int64_t part = 1; part > 0 && got < text.size(); got += std::max<int64_t>(part, 0))
    part = source.read(text.data() + got, text.size() - got);
  char end;
  if (got < text.size() || source.read(&end, 1) != 0)
    return badInput(path + ": entry '" + entry +
                    "': " + (source.reason.empty() ? "size is not as announced" : source.reason));
  return text;
}

llvm::Expected<std::unique_ptr<NpzReader>> NpzReader::open(llvm::StringRef path) {
  auto cannotOpen = [&](std::error_code code) {
    return makeError(ExitCode::Resources, path + ": cannot open: " + code.message());
  };
  llvm::sys::fs::file_status status;
  if (std::error_code code = llvm::sys::fs::status(path, status))
    return cannotOpen(code);
  if (!llvm::sys::fs::is_regular_file(status))
    return badInput(path + ": is no regular file");
  uint64_t size = status.getSize();

  char magic[6] = {};
  FILE *file = fopen(path.str().c_str(), "rb");
  if (!file)
    return cannotOpen(std::error_code(errno, std::generic_category()));
  size_t got = fread(magic, 1, sizeof magic, file);
  fclose(file);
  if (llvm::StringRef(magic, got) == llvm::StringRef("\x93NUMPY", 6))
    return std::make_unique<SingleReader>(path, size);
  if (!llvm::StringRef(magic, got).starts_with("PK"))
    return badInput(path + ": is neither a .npz nor a .npy file");

  int code = 0;
  zip_t *archive = zip_open(path.str().c_str(), ZIP_RDONLY, &code);
  if (!archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    return badInput(path + ": is no readable zip file: " + reason);
  }
  auto reader = std::make_unique<ZipReader>(path, archive);
  if (llvm::Error error = reader->list(size))
    return error;
  return reader;
}
