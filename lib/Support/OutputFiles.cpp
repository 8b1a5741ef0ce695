//===- OutputFiles.cpp - Outputs that are complete or absent --------------===//
//
// Tested by test/Support/output-files.test and out-of-memory.test.
//
// The signal handler may only touch what is lock-free: the paths of temporary
// files stand in a fixed table of atomic pointers to strings that are never freed
// while they are listed.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/OutputFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

using namespace quantc;
namespace fs = llvm::sys::fs;

static std::atomic<const char *> pendingPaths[64];

static void removePending() {
  for (std::atomic<const char *> &slot : pendingPaths)
    if (const char *path = slot.load())
      ::unlink(path);
}

/// While `numHolds` is above 0 a signal is noted and obeyed later. Blocking it would not do: any other
/// thread of the process may take it.
static std::atomic<int> numHolds, heldSignal;

static void removeAndExit(int signal) {
  if (numHolds > 0) {
    heldSignal = signal;
    return;
  }
  removePending();
  llvm::sys::RunInterruptHandlers(); // what LLVM's own functions have made
  ::_exit(128 + signal);
}

void quantc::exitTool(ExitCode code) {
  removePending();
  llvm::sys::RunInterruptHandlers(); // the outputs of MLIR's own mains
  ::_exit(int(code));
}

/// Ends the tool where a resource has run out. It allocates nothing.
[[noreturn]] static void exitWithoutResource(llvm::StringRef what) {
  for (llvm::StringRef text :
       {llvm::StringRef(program_invocation_short_name), llvm::StringRef(": error: "), what, llvm::StringRef("\n")})
    if (::write(STDERR_FILENO, text.data(), text.size()) < 0)
      break;
  exitTool(ExitCode::Resources);
}

/// Where LLVM gives up. It aborts afterwards, which is a crash like others.
static void onFatalError(void *, const char *reason, bool) {
  if (llvm::StringRef(reason).starts_with("pthread_create failed"))
    exitWithoutResource("cannot start another thread");
  if (llvm::StringRef(reason).starts_with("IO failure on output stream"))
    exitWithoutResource(reason); // streams of MLIR's own mains; it holds the system's words
  llvm::errs() << "LLVM: " << reason << "\n";
}

void quantc::installMemoryHandlers() {
  static std::once_flag once;
  std::call_once(once, [] {
    std::set_new_handler([] { exitWithoutResource("out of memory"); });
    llvm::install_bad_alloc_error_handler([](void *, const char *, bool) { exitWithoutResource("out of memory"); });
    llvm::install_fatal_error_handler(onFatalError);
  });
}

void quantc::installSignalHandlers() {
  static std::once_flag once;
  std::call_once(once, [] {
    constexpr int signals[] = {SIGHUP, SIGINT, SIGTERM};
    struct sigaction before[std::size(signals)];
    for (auto [signal, old] : llvm::zip_equal(signals, before))
      ::sigaction(signal, nullptr, &old);
    // LLVM sets handlers of its own when it is first asked to remove a file: let it do so now, under ours.
    llvm::sys::SetInterruptFunction(nullptr);
    struct sigaction action = {};
    action.sa_handler = removeAndExit;
    sigfillset(&action.sa_mask);
    action.sa_flags = SA_RESTART; // a signal that is held breaks nothing off
    // What the caller chose to ignore (nohup, background jobs) stays ignored, whatever LLVM has set.
    for (auto [signal, old] : llvm::zip_equal(signals, before))
      ::sigaction(signal, old.sa_handler == SIG_IGN ? &old : &action, nullptr);
  });
}

/// Holds signals back while it lives.
namespace {
class SignalHold {
public:
  SignalHold() { ++numHolds; }
  ~SignalHold() {
    if (--numHolds == 0)
      if (int signal = heldSignal)
        removeAndExit(signal);
  }
};
} // namespace

/// Returns the process's umask; there is no call that only reads it.
static mode_t getUmask() {
  mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

struct OutputFiles::File {
  std::string path;                             ///< as the user wrote it
  std::string target;                           ///< with symbolic links followed
  std::string temporary;                        ///< empty if buffered in memory
  std::atomic<const char *> *pending = nullptr; ///< its place in pendingPaths
  llvm::SmallString<0> buffer;                  ///< for stdout, pipes and devices
  std::unique_ptr<llvm::raw_pwrite_stream> stream;

  llvm::Error fail(const llvm::Twine &what, std::error_code code) const {
    return makeError(ExitCode::Resources, path + ": " + what + ": " + code.message());
  }
  llvm::Error open();
  llvm::Error finish() const;
  llvm::Error publish();
  void discard();
  /// Takes the temporary file out of the signal handler's table.
  void unlist() {
    if (pending)
      pending->store(nullptr);
    pending = nullptr;
  }
};

OutputFiles::OutputFiles() = default;

OutputFiles::~OutputFiles() {
  for (std::unique_ptr<File> &file : files)
    file->discard();
}

void OutputFiles::File::discard() {
  if (auto *fd = static_cast<llvm::raw_fd_ostream *>(temporary.empty() ? nullptr : stream.get())) {
    fd->close();
    fd->clear_error();
  }
  stream.reset();
  SignalHold hold;
  if (!temporary.empty())
    ::unlink(temporary.c_str());
  unlist();
  temporary.clear();
}

llvm::Error OutputFiles::File::open() {
  fs::file_status status;
  std::error_code statusError = fs::status(path, status);
  bool exists = !statusError && fs::exists(status);
  if (exists && fs::is_directory(status))
    return makeError(ExitCode::Resources, path + ": is a folder");
  if (exists && ::access(path.c_str(), W_OK) != 0)
    return fail("cannot write", std::error_code(errno, std::generic_category()));
  if (path == "-" || (exists && !fs::is_regular_file(status))) {
    stream = std::make_unique<llvm::raw_svector_ostream>(buffer);
    return llvm::Error::success();
  }

  llvm::SmallString<128> real(path);
  if (exists)
    if (std::error_code code = fs::real_path(path, real))
      return fail("cannot resolve", code);
  target = real.str().str();
  // A name of its own: neither long names nor '%' in them can do harm.
  llvm::SmallString<128> name = llvm::sys::path::parent_path(real);
  llvm::sys::path::append(name, ".quantc.XXXXXX");
  SignalHold hold;
  int fd = ::mkostemp(const_cast<char *>(name.c_str()), O_CLOEXEC);
  if (fd < 0)
    return fail("cannot write", std::error_code(errno, std::generic_category()));
  temporary = name.str().str();
  ::fchmod(fd, exists ? mode_t(status.permissions()) : 0666 & ~getUmask());
  for (std::atomic<const char *> &slot : pendingPaths) {
    const char *empty = nullptr;
    if (slot.compare_exchange_strong(empty, temporary.c_str())) {
      pending = &slot;
      break;
    }
  }
  stream = std::make_unique<llvm::raw_fd_ostream>(fd, /*shouldClose=*/true);
  return llvm::Error::success();
}

/// Flushes the bytes to the disk; the name is still the temporary one.
llvm::Error OutputFiles::File::finish() const {
  if (temporary.empty())
    return llvm::Error::success();
  auto *fd = static_cast<llvm::raw_fd_ostream *>(stream.get());
  fd->close();
  std::error_code code = fd->error();
  fd->clear_error();
  if (code)
    return fail("cannot write", code);
  int handle = ::open(temporary.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0 || ::fsync(handle) != 0)
    code = std::error_code(errno, std::generic_category());
  if (handle >= 0)
    ::close(handle);
  return code ? fail("cannot sync", code) : llvm::Error::success();
}

llvm::Error OutputFiles::File::publish() {
  if (temporary.empty()) {
    if (path == "-") {
      llvm::outs() << buffer; // runTool reports a full disk behind it
      return llvm::Error::success();
    }
    std::error_code code;
    llvm::raw_fd_ostream os(path, code, fs::CD_OpenExisting, fs::FA_Write, fs::OF_None);
    if (code)
      return fail("cannot write", code);
    os << buffer;
    os.flush();
    code = os.error();
    os.clear_error();
    return code ? fail("cannot write", code) : llvm::Error::success();
  }
  if (std::error_code code = fs::rename(temporary, target))
    return fail("cannot rename", code);
  unlist();
  temporary.clear();
  stream.reset();

  llvm::StringRef folder = llvm::sys::path::parent_path(target);
  int handle = ::open(folder.empty() ? "." : folder.str().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle >= 0) {
    ::fsync(handle);
    ::close(handle);
  }
  return llvm::Error::success();
}

llvm::Expected<llvm::raw_pwrite_stream *> OutputFiles::create(llvm::StringRef path) {
  installSignalHandlers();
  auto file = std::make_unique<File>();
  file->path = path.str();
  if (llvm::Error error = file->open())
    return error;
  files.push_back(std::move(file));
  return files.back()->stream.get();
}

llvm::Error OutputFiles::commit() {
  for (std::unique_ptr<File> &file : files)
    if (llvm::Error error = file->finish())
      return error;
  SignalHold hold;
  // Pipes and devices first: where one is full, no file has been replaced yet.
  for (bool isRenamed : {false, true})
    for (std::unique_ptr<File> &file : files)
      if (file->temporary.empty() != isRenamed)
        if (llvm::Error error = file->publish())
          return error;
  files.clear();
  return llvm::Error::success();
}

llvm::Error quantc::writeFile(llvm::StringRef path, llvm::StringRef contents) {
  OutputFiles files;
  llvm::Expected<llvm::raw_pwrite_stream *> os = files.create(path);
  if (!os)
    return os.takeError();
  **os << contents;
  return files.commit();
}
