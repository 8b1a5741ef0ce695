//===- ObjectRunner.cpp - Run a deployed object in this process -----------===//
//
// Tested by test/Runner/object-runner.test.
//
// LLJIT links the object. It trusts its input, so what can be checked is checked
// first: the file is an ELF object of this machine, and carries a signature.
//
//===----------------------------------------------------------------------===//

#include "quantc/Runner/ObjectRunner.h"

#include "quantc/Machine/Artefact.h"
#include "quantc/Machine/Signature.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"

#include <algorithm>
#include <cstdlib>

using namespace llvm;
using namespace quantc;

static std::optional<TensorInfo::Codes> getCodes(const StoredTensor &tensor) {
  if (tensor.scales.size() != 1)
    return std::nullopt;
  return TensorInfo::Codes{float(tensor.scales.front()), tensor.zeroPoints.front()};
}

namespace {
using RunFunction = int (*)(const void *const *io, void *arena, size_t bytes);
using StepFunction = int (*)(const void *const *io, void *arena, size_t bytes, size_t step);

class LoadedObject : public ObjectRunner {
public:
  LoadedObject(std::unique_ptr<orc::LLJIT> jit, Signature signature, RunFunction run, StepFunction step)
      : jit(std::move(jit)), signature(std::move(signature)), runFunction(run), stepFunction(step),
        arena(std::aligned_alloc(this->signature.arenaAlignment,
                                 alignTo(this->signature.arenaBytes, this->signature.arenaAlignment))) {
    for (auto [tensors, infos] : {std::pair{&this->signature.inputs, &inputs}, {&this->signature.outputs, &outputs}})
      for (const SignatureTensor &tensor : *tensors)
        infos->push_back({tensor.name, tensor.kind, tensor.shape, tensor.layout, getCodes(tensor)});
  }
  ~LoadedObject() override { std::free(arena); }

  ArrayRef<TensorInfo> getInputs() const override { return inputs; }
  ArrayRef<TensorInfo> getOutputs() const override { return outputs; }
  Expected<std::vector<HostTensor>> run(ArrayRef<HostTensor> values, LayerCallback onLayer) override;

private:
  Error runSteps(const void *const *io, ArrayRef<HostTensor> results, LayerCallback onLayer);

  std::unique_ptr<orc::LLJIT> jit;
  Signature signature;
  RunFunction runFunction;
  StepFunction stepFunction;
  void *arena;
  std::vector<TensorInfo> inputs, outputs;
};
} // namespace

/// The real values of a stored tensor, f32(f32(q - zero_point) * f32(scale)) (N1);
/// a tensor that is not quantized as it is.
static HostTensor dequantize(const StoredTensor &type, const char *data) {
  HostTensor stored(type.kind, type.shape);
  std::copy_n(data, stored.bytes.size(), stored.bytes.begin());
  if (type.scales.empty())
    return stored;
  HostTensor real(ElementKind::F32, type.shape);
  int64_t inner = 1;
  for (size_t axis = type.axis + 1; axis < type.shape.size(); ++axis)
    inner *= type.shape[axis];
  std::vector<double> codes = stored.toDoubles();
  for (size_t i = 0; i < codes.size(); ++i) {
    size_t k = type.scales.size() == 1 ? 0 : i / inner % type.scales.size();
    real.values<float>()[i] = float(codes[i] - double(type.zeroPoints[k])) * float(type.scales[k]);
  }
  return real;
}

static Error checkStatus(int status) {
  if (status == int(RunStatus::Ok))
    return Error::success();
  return makeError(ExitCode::Internal, "the object returned status " + Twine(status));
}

Error LoadedObject::runSteps(const void *const *io, ArrayRef<HostTensor> results, LayerCallback onLayer) {
  for (auto [index, call] : enumerate(signature.calls)) {
    if (Error error = checkStatus(stepFunction(io, arena, signature.arenaBytes, index)))
      return error;
    for (const LayerValue &value : call.values) {
      if (value.id.empty())
        continue;
      if (value.arenaOffset)
        onLayer(value.id, dequantize(value, static_cast<const char *>(arena) + *value.arenaOffset));
      else if (value.output && results[*value.output].bytes.size() >= size_t(value.getNumBytes()))
        onLayer(value.id, dequantize(value, results[*value.output].bytes.data()));
    }
  }
  return Error::success();
}

Expected<std::vector<HostTensor>> LoadedObject::run(ArrayRef<HostTensor> values, LayerCallback onLayer) {
  if (!arena)
    return makeError(ExitCode::Resources, "no memory for an arena of " + Twine(signature.arenaBytes) + " bytes");
  if (values.size() != inputs.size())
    return badInput("the network takes " + Twine(inputs.size()) + " inputs, not " + Twine(values.size()));
  SmallVector<const void *> io;
  for (auto [value, info] : zip(values, inputs)) {
    if (value.kind != info.kind || value.shape != info.shape)
      return badInput("input '" + info.name + "' has another type or shape than the object declares");
    io.push_back(value.bytes.data());
  }
  std::vector<HostTensor> results;
  for (const TensorInfo &info : outputs)
    results.emplace_back(info.kind, info.shape);
  for (HostTensor &result : results)
    io.push_back(result.bytes.data());
  for (const void *&buffer : io)
    if (!buffer) // without elements, and yet the functions refuse a null pointer
      buffer = arena;
  Error error = onLayer ? runSteps(io.data(), results, onLayer)
                        : checkStatus(runFunction(io.data(), arena, signature.arenaBytes));
  if (error)
    return std::move(error);
  return results;
}

/// Finds NAME of NAME_signature in an object that this machine can run.
static Expected<std::string> checkObject(MemoryBufferRef buffer) {
  StringRef path = buffer.getBufferIdentifier();
  Expected<std::unique_ptr<object::ObjectFile>> object = object::ObjectFile::createObjectFile(buffer);
  if (!object)
    return badInput(path + ": no object file: " + toString(object.takeError()));
  Triple host(sys::getProcessTriple());
  if (!isa<object::ELFObjectFileBase>(**object) || !(*object)->isRelocatableObject())
    return badInput(path + ": no relocatable ELF object");
  if ((*object)->getArch() != host.getArch())
    return badInput(path + ": an object for " + Triple::getArchTypeName((*object)->getArch()) + ", this machine is " +
                    Triple::getArchTypeName(host.getArch()));
  std::string found;
  for (const object::SymbolRef &symbol : (*object)->symbols()) {
    Expected<StringRef> name = symbol.getName();
    Expected<uint32_t> flags = symbol.getFlags();
    if (!name || !flags) {
      consumeError(name.takeError());
      consumeError(flags.takeError());
      continue;
    }
    StringRef base = *name;
    if (base.consume_back("_signature") && (*flags & object::SymbolRef::SF_Global)) {
      if (!found.empty())
        return badInput(path + ": has several networks, '" + found + "' and '" + base + "'");
      found = base.str();
    }
  }
  if (found.empty())
    return badInput(path + ": no network of quantc: it has no NAME_signature");
  return found;
}

/// An object may call these and nothing else.
static Error defineMemoryFunctions(orc::LLJIT &jit) {
  orc::SymbolMap symbols;
  auto define = [&](StringRef name, auto *function) {
    symbols[jit.mangleAndIntern(name)] = {orc::ExecutorAddr::fromPtr(function), JITSymbolFlags::Exported};
  };
  define("memcpy", &std::memcpy);
  define("memmove", &std::memmove);
  define("memset", &std::memset);
  return jit.getMainJITDylib().define(orc::absoluteSymbols(std::move(symbols)));
}

static Expected<std::unique_ptr<NetworkRunner>> load(std::unique_ptr<MemoryBuffer> buffer) {
  std::string path = buffer->getBufferIdentifier().str();
  Expected<std::string> name = checkObject(buffer->getMemBufferRef());
  if (!name)
    return name.takeError();
  InitializeNativeTarget();
  InitializeNativeTargetAsmPrinter();
  auto explain = [&](Error error) { return badInput(path + ": " + toString(std::move(error))); };
  Expected<std::unique_ptr<orc::LLJIT>> jit = orc::LLJITBuilder().create();
  if (!jit)
    return explain(jit.takeError());
  // What goes wrong in linking comes back from `lookup`; nothing prints by itself.
  (*jit)->getExecutionSession().setErrorReporter([](Error error) { consumeError(std::move(error)); });
  if (Error error = defineMemoryFunctions(**jit))
    return explain(std::move(error));
  if (Error error = (*jit)->addObjectFile(std::move(buffer)))
    return explain(std::move(error));
  auto text = (*jit)->lookup(*name + "_signature");
  if (!text)
    return explain(text.takeError());
  Expected<Signature> signature = parseSignature(text->toPtr<const char *>());
  if (!signature)
    return explain(signature.takeError());
  auto run = (*jit)->lookup(*name + "_run"), step = (*jit)->lookup(*name + "_step");
  if (!run || !step)
    return explain(joinErrors(run.takeError(), step.takeError()));
  auto runFunction = run->toPtr<RunFunction>();
  auto stepFunction = step->toPtr<StepFunction>();
  return std::make_unique<LoadedObject>(std::move(*jit), std::move(*signature), runFunction, stepFunction);
}

Expected<std::unique_ptr<NetworkRunner>> ObjectRunner::create(StringRef path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(path, /*IsText=*/false, false);
  if (!buffer)
    return makeError(ExitCode::Resources, path + ": " + buffer.getError().message());
  return load(std::move(*buffer));
}

Expected<std::unique_ptr<NetworkRunner>> ObjectRunner::createFromBytes(StringRef bytes, StringRef name) {
  return load(MemoryBuffer::getMemBufferCopy(bytes, name));
}
