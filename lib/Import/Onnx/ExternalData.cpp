//===- ExternalData.cpp - Tensors in files beside the model ---------------===//
//
// A model is data from a stranger: it must not make the tool read what lies
// elsewhere. Each folder of the path is opened without following links, from the
// model's own folder on, so that nothing can be swapped between check and use.
//
// Tested by test/Import/external-data.test.
//
//===----------------------------------------------------------------------===//

#include "Model.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Errno.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace quantc;
using namespace quantc::onnx;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

namespace {
/// A file descriptor that closes itself.
class Descriptor {
public:
  explicit Descriptor(int fd) : fd(fd) {}
  Descriptor(Descriptor &&other) : fd(std::exchange(other.fd, -1)) {}
  Descriptor &operator=(Descriptor &&other) {
    std::swap(fd, other.fd);
    return *this;
  }
  ~Descriptor() {
    if (fd >= 0)
      ::close(fd);
  }
  int get() const { return fd; }

private:
  int fd;
};
} // namespace

/// Opens `path` beneath `folder`, one component at a time.
static Expected<Descriptor> openBeneath(StringRef folder, StringRef path) {
  llvm::SmallVector<StringRef> parts;
  path.split(parts, '/');
  if (path.empty() || path.contains('\0'))
    return badInput("external location " + quote(path) + " is not a file name");
  for (StringRef part : parts)
    if (part.empty() || part == "." || part == "..")
      return badInput("external location " + quote(path) + " leaves the model's folder or is not plain");
  std::string base = folder.empty() ? "." : folder.str();
  Descriptor current(::open(base.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (current.get() < 0)
    return badInput("cannot open the model's folder: " + llvm::sys::StrError());
  for (auto [index, part] : llvm::enumerate(parts)) {
    bool last = index + 1 == parts.size();
    // O_NONBLOCK: a FIFO must not make the open wait for a writer.
    int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (last ? 0 : O_DIRECTORY);
    Descriptor next(::openat(current.get(), part.str().c_str(), flags));
    if (next.get() < 0)
      return badInput(
          "external file " + quote(path) +
          (errno == ELOOP || errno == ENOTDIR ? ": symbolic links are not followed" : ": " + llvm::sys::StrError()));
    current = std::move(next);
  }
  return current;
}

Expected<std::vector<char>> onnx::readExternalFile(StringRef folder, const ExternalLocation &location) {
  Expected<Descriptor> file = openBeneath(folder, location.path);
  if (!file)
    return file.takeError();
  struct stat status;
  if (::fstat(file->get(), &status) != 0 || !S_ISREG(status.st_mode))
    return badInput("external file " + quote(location.path) + " is not a regular file");
  if (status.st_nlink != 1)
    return badInput("external file " + quote(location.path) + " has " + Twine(status.st_nlink) +
                    " hard links, expected 1");
  if (location.offset > status.st_size)
    return badInput("external offset " + Twine(location.offset) + " is beyond the " + Twine(status.st_size) +
                    " bytes of " + quote(location.path));
  int64_t left = status.st_size - location.offset, length = location.length < 0 ? left : location.length;
  if (length > left)
    return badInput("external length " + Twine(length) + " at offset " + Twine(location.offset) + " exceeds the " +
                    Twine(status.st_size) + " bytes of " + quote(location.path));
  if (length != location.expected)
    return badInput("external length " + Twine(length) + " in " + quote(location.path) + ", expected " +
                    Twine(location.expected) + " for the tensor's shape");
  std::vector<char> bytes(length);
  for (int64_t done = 0; done < length;) {
    ssize_t count = ::pread(file->get(), bytes.data() + done, length - done, location.offset + done);
    if (count <= 0)
      return badInput("external file " + quote(location.path) + " ends at byte " + Twine(location.offset + done));
    done += count;
  }
  return bytes;
}
