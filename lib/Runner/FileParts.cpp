//===- FileParts.cpp - Samples in a file or a folder of files -------------===//
//
// Tested by test/Calibrate/sample-source.test and sample-folder.test.
//
// A folder may hold a million files: their names lie in one arena, and one file
// is open at a time. Each is opened twice, first to find all that does not fit
// before the network runs on anything.
//
//===----------------------------------------------------------------------===//

#include "ImageArrays.h"
#include "SampleParts.h"
#include "quantc/Support/Image.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

#include <map>

using namespace quantc;
namespace fs = llvm::sys::fs;

/// Files with faults after which no more are looked at.
static constexpr int kMaxFaultyFiles = 8;
/// A folder is dealt out by files if each shard gets at least as many.
static constexpr int64_t kFilesPerShard = 16;

namespace {
/// What a file holds, by its name.
enum class FileKind { Arrays, Image, Raw, Other };
} // namespace

static FileKind getKind(llvm::StringRef name) {
  if (name.ends_with(".npy") || name.ends_with(".npz"))
    return FileKind::Arrays;
  return isImageName(name) ? FileKind::Image : isRawName(name) ? FileKind::Raw : FileKind::Other;
}

namespace {
class FileParts : public SampleParts {
public:
  FileParts(llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options) : SampleParts(inputs, options) {}
  llvm::Error list(llvm::StringRef path);
  void setFile(llvm::StringRef path) { files.push_back(saver.save(path)); }
  llvm::Error lookAtAll();

  llvm::Expected<std::unique_ptr<SamplePart>> next() override;
  std::optional<int64_t> getNumSamples() const override { return numSamples; }
  bool areDealt() const override { return isDealt; }
  llvm::Expected<std::vector<int64_t>> readLabels(int64_t limit) const override;

private:
  std::string getPath(size_t index) const;
  llvm::Expected<std::unique_ptr<SamplePart>> openPart(llvm::StringRef path);
  llvm::Error matchArrays(SamplePart &part);

  llvm::BumpPtrAllocator arena;
  llvm::StringSaver saver{arena};
  std::string folder;                 ///< or "" for a single file
  std::vector<llvm::StringRef> files; ///< sorted
  size_t position = 0;
  std::unique_ptr<SamplePart> first; ///< of a single file, opened already
  int64_t numSamples = 0;
  bool isDealt = false;
};
} // namespace

llvm::Error FileParts::list(llvm::StringRef path) {
  folder = path.str();
  auto fail = [&](std::error_code code) {
    return makeError(ExitCode::Resources, path + ": cannot read the folder: " + code.message());
  };
  std::error_code code;
  std::map<FileKind, std::string> examples; // a name of each kind
  for (fs::directory_iterator it(path, code), end; it != end && !code; it.increment(code)) {
    llvm::StringRef name = llvm::sys::path::filename(it->path());
    FileKind kind = getKind(name);
    if (name.starts_with(".") || kind == FileKind::Other)
      continue;
    bool isFolder = false; // of a link, what it points to
    if (!fs::is_directory(it->path(), isFolder) && !isFolder) {
      files.push_back(saver.save(name));
      std::string &example = examples[kind];
      if (example.empty() || name < example)
        example = name.str();
    }
  }
  if (code)
    return fail(code);
  if (files.empty())
    return badInput(path + ": has no file of samples: .npy, .npz, .png, .jpg, .raw or .bin");
  if (examples.size() > 1)
    return badInput(path + ": has files of several kinds, such as " + examples.begin()->second + " and " +
                    examples.rbegin()->second + "; expected arrays, images or bytes alone");
  llvm::sort(files);
  const Shard &shard = options.shard;
  isDealt = shard.count > 1 && options.limit == INT64_MAX && int64_t(files.size()) / kFilesPerShard >= shard.count;
  if (isDealt) {
    size_t kept = 0;
    for (size_t i = shard.number - 1; i < files.size(); i += shard.count)
      files[kept++] = files[i];
    files.resize(kept);
  }
  return llvm::Error::success();
}

std::string FileParts::getPath(size_t index) const {
  if (folder.empty())
    return files[index].str();
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, files[index]);
  return path.str().str();
}

llvm::Error FileParts::matchArrays(SamplePart &part) {
  std::vector<std::string> candidates;
  for (const std::string &name : part.file->getNames())
    if (name != options.labels && !llvm::StringRef(name).ends_with("__"))
      candidates.push_back(name);
  std::vector<std::string> missing;
  for (const TensorInfo &input : inputs) {
    std::string name = input.name;
    if (!llvm::is_contained(candidates, name) && inputs.size() == 1 && candidates.size() == 1)
      name = candidates.front();
    if (!llvm::is_contained(candidates, name)) {
      missing.push_back("'" + name + "'");
      continue;
    }
    llvm::Expected<std::unique_ptr<ArrayStream>> array = part.file->stream(name);
    if (!array)
      return array.takeError();
    part.arrays.push_back(std::move(*array));
  }
  if (!missing.empty())
    return badInput(part.path + ": has no array for input " + llvm::join(missing, ", ") +
                    "; arrays that may be inputs: " + (candidates.empty() ? "none" : llvm::join(candidates, ", ")));
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<SamplePart>> FileParts::openPart(llvm::StringRef path) {
  auto part = std::make_unique<SamplePart>();
  part->path = path.str();
  if (FileKind kind = getKind(path); kind == FileKind::Image || kind == FileKind::Raw) {
    if (!options.labels.empty())
      return badInput(path + ": has no labels; arrays can have some");
    auto array = kind == FileKind::Image ? openImageArray(path, inputs) : openRawArray(path, inputs);
    if (!array)
      return array.takeError();
    part->arrays.push_back(std::move(*array));
    if (llvm::Error error = check(*part))
      return error;
    return part;
  }
  llvm::Expected<std::unique_ptr<NpzReader>> file = NpzReader::open(path);
  if (!file)
    return file.takeError();
  part->file = std::move(*file);
  if (part->file->hasEntry("statistics.json"))
    return badInput(path + " is a calibration file: use --calibration=" + path);
  if (!options.labels.empty() && !part->file->contains(options.labels))
    return badInput(path + ": has no array '" + options.labels + "' for the labels; it has " +
                    llvm::join(part->file->getNames(), ", "));
  if (llvm::Error error = matchArrays(*part))
    return error;
  if (llvm::Error error = check(*part))
    return error;
  return part;
}

llvm::Error FileParts::lookAtAll() {
  llvm::Error errors = llvm::Error::success();
  int numFaulty = 0;
  for (size_t i = 0; i < files.size() && numFaulty < kMaxFaultyFiles; ++i) {
    llvm::Expected<std::unique_ptr<SamplePart>> part = openPart(getPath(i));
    if (!part) {
      errors = llvm::joinErrors(std::move(errors), part.takeError());
      if (++numFaulty == kMaxFaultyFiles && i + 1 < files.size())
        errors = llvm::joinErrors(std::move(errors), badInput(folder + ": the " + llvm::Twine(files.size() - i - 1) +
                                                              " files after these were not looked at"));
      continue;
    }
    numSamples += (*part)->count;
    if (folder.empty())
      first = std::move(*part);
  }
  if (errors)
    return errors;
  if (numSamples == 0 && !isDealt)
    return badInput((folder.empty() ? files.front() : llvm::StringRef(folder)) + ": has no samples");
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<SamplePart>> FileParts::next() {
  if (position == files.size())
    return std::unique_ptr<SamplePart>();
  std::string path = getPath(position++);
  return first ? std::move(first) : openPart(path);
}

llvm::Expected<std::vector<int64_t>> FileParts::readLabels(int64_t limit) const {
  std::vector<int64_t> labels;
  // Parts are opened as those of another reader: this one's may be in use.
  FileParts other(inputs, options);
  other.batchSize = batchSize;
  for (size_t i = 0; i < files.size() && int64_t(labels.size()) < limit; ++i) {
    llvm::Expected<std::unique_ptr<SamplePart>> part = other.openPart(getPath(i));
    if (!part)
      return part.takeError();
    int64_t count = std::min((*part)->count, limit - int64_t(labels.size()));
    llvm::Expected<HostTensor> tensor = (*part)->file->read(options.labels);
    if (!tensor)
      return tensor.takeError();
    if (isFloatKind(tensor->kind) || tensor->shape.empty() || tensor->getNumElements() != tensor->shape.front() ||
        tensor->shape.front() < count)
      return badInput((*part)->path + ": array '" + options.labels + "' is " + getElementName(tensor->kind) +
                      describeShape(tensor->shape) + "; expected " + llvm::Twine(count) + " integer labels");
    std::vector<double> values = tensor->toDoubles();
    labels.insert(labels.end(), values.begin(), values.begin() + count);
  }
  return labels;
}

llvm::Expected<std::unique_ptr<SampleParts>> quantc::openFileParts(llvm::StringRef path, bool isFolder,
                                                                   llvm::ArrayRef<TensorInfo> inputs,
                                                                   const SampleOptions &options) {
  auto parts = std::make_unique<FileParts>(inputs, options);
  if (!isFolder)
    parts->setFile(path);
  else if (llvm::Error error = parts->list(path))
    return error;
  if (llvm::Error error = parts->lookAtAll())
    return error;
  return parts;
}
