//===- test-object.cpp - Compile, run in this process, compare ------------===//
//
//   test-object FILE.mlir [--target=T] [--samples=N] [--specials]
//
// FILE holds modules separated by `// -----`, each with a function @main of qnn
// ops at any step before Lower. Each is compiled to an object, run on random
// inputs, as a whole and kernel call by kernel call, and compared with the
// reference interpreter bit by bit. With --compile-only any target will do, and
// only the symbols of the objects are checked.
//
//===----------------------------------------------------------------------===//

#include "quantc/Fuse/Passes.h"
#include "quantc/InitAll.h"
#include "quantc/Lower/Passes.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Runner/ObjectRunner.h"
#include "quantc/Target/Target.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"

#include <limits>
#include <random>

#define QUANTC_OPTIONS_FILE "TestObjectOptions.inc"
#include "quantc/Support/DefineOptions.inc"

using namespace quantc;
using llvm::opt::InputArgList;

static HostTensor makeRandom(ElementKind kind, llvm::ArrayRef<int64_t> shape, std::mt19937 &random, bool specials) {
  HostTensor tensor(kind, shape);
  if (kind != ElementKind::F32) {
    int64_t size = getElementSize(kind);
    for (int64_t i = 0; i < tensor.getNumElements(); ++i) {
      // Wide integers are indices: small numbers of both signs.
      int64_t value = size >= 4 ? int64_t(random() % 11) - 5 : int64_t(random());
      if (kind == ElementKind::Bool)
        value &= 1;
      std::memcpy(&tensor.bytes[i * size], &value, size);
    }
    return tensor;
  }
  static const float values[] = {std::numeric_limits<float>::quiet_NaN(),
                                 std::numeric_limits<float>::infinity(),
                                 -std::numeric_limits<float>::infinity(),
                                 0.0f,
                                 -0.0f,
                                 1e-40f,
                                 -1e-40f,
                                 3e38f,
                                 -3e38f};
  std::normal_distribution<float> normal(0, 4);
  for (float &value : tensor.values<float>())
    value = specials && random() % 8 == 0 ? values[random() % std::size(values)] : normal(random);
  return tensor;
}

static llvm::Error compare(llvm::StringRef what, llvm::ArrayRef<HostTensor> want, llvm::ArrayRef<HostTensor> got) {
  for (auto [index, pair] : llvm::enumerate(llvm::zip_equal(want, got))) {
    const auto &[a, b] = pair;
    if (a.kind != b.kind || a.shape != b.shape)
      return badInput(what + ": output " + llvm::Twine(index) + " has another type or shape");
    int64_t size = getElementSize(a.kind);
    for (int64_t i = 0; i < a.getNumElements(); ++i)
      if (std::memcmp(&a.bytes[i * size], &b.bytes[i * size], size) != 0)
        return badInput(llvm::formatv("{0}: output {1} differs at element {2}: reference {3}, object {4}", what, index,
                                      i, a.toDoubles()[i], b.toDoubles()[i]));
  }
  return llvm::Error::success();
}

/// Checks that an object needs nothing but memory functions, and shows nothing but its entry points.
static llvm::Error checkSymbols(llvm::StringRef bytes) {
  auto object = llvm::object::ObjectFile::createObjectFile(llvm::MemoryBufferRef(bytes, "net.o"));
  if (!object)
    return object.takeError();
  for (const llvm::object::SymbolRef &symbol : (*object)->symbols()) {
    llvm::StringRef name = llvm::cantFail(symbol.getName());
    uint32_t flags = llvm::cantFail(symbol.getFlags());
    if ((flags & llvm::object::SymbolRef::SF_Undefined) && !name.empty() &&
        !llvm::is_contained({"memcpy", "memset", "memmove"}, name))
      return badInput("the object needs '" + name + "'");
    if ((flags & llvm::object::SymbolRef::SF_Global) && !(flags & llvm::object::SymbolRef::SF_Undefined) &&
        !llvm::is_contained({"net_run", "net_step", "net_signature"}, name))
      return badInput("the object shows '" + name + "'");
  }
  for (const llvm::object::SectionRef &section : (*object)->sections())
    if ((section.isData() || section.isBSS()) && section.getSize() > 0 &&
        llvm::cantFail(section.getName()).starts_with(".data") && llvm::cantFail(section.getName()) != ".data.rel.ro")
      return badInput("the object has mutable data");
  return llvm::Error::success();
}

/// Runs both on one random sample.
static llvm::Error compareSample(NetworkRunner &runner, mlir::func::FuncOp main, std::mt19937 &random, bool specials) {
  std::vector<HostTensor> inputs;
  for (const TensorInfo &info : runner.getInputs())
    inputs.push_back(makeRandom(info.kind, info.shape, random, specials));
  auto want = reference::evaluate(main, inputs);
  auto whole = runner.run(inputs), steps = runner.run(inputs, [](llvm::StringRef, const HostTensor &) {});
  if (!want || !whole || !steps)
    return llvm::joinErrors(llvm::joinErrors(want.takeError(), whole.takeError()), steps.takeError());
  return llvm::joinErrors(compare("as a whole", *want, *whole), compare("by steps", *want, *steps));
}

static llvm::Error testModule(mlir::ModuleOp module, const InputArgList &args, int64_t samples) {
  mlir::OwningOpRef<mlir::ModuleOp> lowered(module.clone());
  mlir::PassManager manager(module.getContext());
  manager.addPass(createWrapOpsPass());
  LowerPipelineOptions options;
  options.target = args.getLastArgValue(OPT_target, "native").str();
  buildLowerPipeline(manager, options);
  if (failed(manager.run(*lowered)))
    return badInput("lowering failed");
  auto artefact = target::compile(*lowered, "net", target::CodeKind::Object);
  if (!artefact)
    return artefact.takeError();
  if (llvm::Error error = checkSymbols(artefact->code))
    return error;
  if (args.hasArg(OPT_compile_only))
    return llvm::Error::success();
  auto runner = ObjectRunner::createFromBytes(artefact->code, "net.o");
  if (!runner)
    return runner.takeError();
  std::mt19937 random(1);
  for (int64_t i = 0; i < samples; ++i)
    if (llvm::Error error =
            compareSample(**runner, module.lookupSymbol<mlir::func::FuncOp>("main"), random, args.hasArg(OPT_specials)))
      return error;
  return llvm::Error::success();
}

static llvm::Error run(const InputArgList &args) {
  auto samples = getIntegerOption(args, OPT_samples, 1);
  if (!samples)
    return samples.takeError();
  mlir::DialectRegistry registry;
  registerAllDialects(registry);
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  llvm::Error errors = llvm::Error::success();
  for (const std::string &path : args.getAllArgValues(OPT_INPUT)) {
    auto buffer = llvm::MemoryBuffer::getFile(path);
    if (!buffer)
      return makeError(ExitCode::Resources, path + ": " + buffer.getError().message());
    llvm::SmallVector<llvm::StringRef> chunks;
    (*buffer)->getBuffer().split(chunks, "// -----");
    for (auto [index, chunk] : llvm::enumerate(chunks)) {
      auto module = mlir::parseSourceString<mlir::ModuleOp>(chunk, &context);
      llvm::Error error = module ? testModule(*module, args, samples->value_or(4)) : badInput("no module");
      if (error)
        errors = llvm::joinErrors(std::move(errors), badInput(path + ": module " + llvm::Twine(index + 1) + ": " +
                                                              llvm::toString(std::move(error))));
    }
    llvm::outs() << path << ": " << chunks.size() << " modules\n";
  }
  return errors;
}

int main(int argc, char **argv) {
  return runTool({"test-object", "test-object FILE.mlir... [options]", "Compares objects with the reference."},
                 getOptionTable(), argc, argv, run);
}
