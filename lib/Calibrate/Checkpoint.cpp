//===- Checkpoint.cpp - Where an interrupted run goes on ------------------===//
//
// Tested by test/Calibrate/resume.test and resume-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Checkpoint.h"

#include "quantc/Support/Json.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_sha1_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace quantc;
namespace json = llvm::json;

void SampleDigest::add(uint64_t hash) {
  char words[16];
  llvm::support::endian::write64le(words, state);
  llvm::support::endian::write64le(words + 8, hash);
  state = llvm::xxh3_64bits(llvm::StringRef(words, sizeof words));
}

std::string SampleDigest::getText() const { return llvm::utohexstr(state, /*LowerCase=*/true, /*Width=*/16); }

/// Returns a hash of all that the module says, weights included and places in its file not.
static std::string getDigest(ModuleOp module) {
  llvm::raw_sha1_ostream os;
  module.print(os);
  os.flush();
  return llvm::toHex(os.sha1(), /*LowerCase=*/true);
}

static std::string describe(Shard shard) { return (Twine(shard.number) + "/" + Twine(shard.count)).str(); }

Checkpoint::Checkpoint(StringRef path, ModuleOp module, Shard shard, bool keepsSamples, int64_t interval)
    : path(path.str()), model(getDigest(module)), shard(shard), keepsSamples(keepsSamples), interval(interval),
      next(std::chrono::steady_clock::now() + this->interval) {}

llvm::Error Checkpoint::makeMismatch(const Twine &what) const {
  return badInput(path + ": cannot go on with the run that was interrupted: " + what +
                  "; --restart begins anew, without that file");
}

llvm::Expected<std::optional<Checkpoint::State>> Checkpoint::load() const {
  if (!llvm::sys::fs::exists(path))
    return std::nullopt;
  std::string text;
  llvm::Expected<Calibration> calibration = Calibration::load(path, &text);
  if (!calibration)
    return calibration.takeError();
  std::string where = path + ": progress.json";
  llvm::Expected<json::Value> value = parseJson(where, text);
  if (!value)
    return value.takeError();
  json::Path::Root root("progress");
  json::ObjectMapper map(*value, root);
  std::string itsModel, itsShard, digest;
  if (!map || !map.map("model", itsModel) || !map.map("shard", itsShard) || !map.map("data", digest))
    return makeJsonError(where, root);
  if (itsModel != model)
    return makeMismatch("the model or its weights were others");
  if (itsShard != describe(shard))
    return makeMismatch("it was shard " + itsShard + ", this is shard " + describe(shard));
  if (calibration->keepsSamples() != keepsSamples)
    return makeMismatch(Twine("it ran ") + (keepsSamples ? "with" : "without") + " --no-samples");
  return State{std::move(*calibration), std::move(digest)};
}

void Checkpoint::save(Calibration &calibration, const SampleDigest &digest) {
  auto start = std::chrono::steady_clock::now();
  std::string text;
  llvm::raw_string_ostream os(text);
  json::OStream json(os);
  json.object([&] {
    json.attribute("model", model);
    json.attribute("shard", describe(shard));
    json.attribute("data", digest.getText());
  });
  if (llvm::Error error = calibration.save(path, text)) {
    llvm::errs() << "warning: " << llvm::toString(std::move(error)) << "; an interrupted run would begin anew\n";
    interval = std::chrono::seconds(0);
    return;
  }
  auto end = std::chrono::steady_clock::now();
  next = end + std::max<std::chrono::steady_clock::duration>(interval, 20 * (end - start));
}

void Checkpoint::remove() { (void)llvm::sys::fs::remove(path); }
