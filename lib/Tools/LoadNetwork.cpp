//===- LoadNetwork.cpp - A runner for whatever a file holds ---------------===//
//
// Tested by test/Runner/quant-run.test and quant-run-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "LoadNetwork.h"

#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Import/Onnx.h"
#include "quantc/InitAll.h"
#include "quantc/Pipeline/RunPasses.h"
#include "quantc/Prepare/Passes.h"
#include "quantc/Runner/ObjectRunner.h"
#include "quantc/Runner/ReferenceRunner.h"
#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/ReadModule.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace quantc;
using llvm::Expected;

std::string LoadedNetwork::getSoftmaxInputId(size_t index) {
  if (!module)
    return "";
  auto function = module->lookupSymbol<mlir::func::FuncOp>("main");
  mlir::Value value = function.front().getTerminator()->getOperand(index);
  // Look through what moves values, and out of the region that Fuse put around.
  while (mlir::Operation *op = value.getDefiningOp()) {
    if (auto fused = mlir::dyn_cast<qnn::FusedOp>(op)) {
      unsigned number = mlir::cast<mlir::OpResult>(value).getResultNumber();
      value = fused.getBody().front().getTerminator()->getOperand(number);
      continue;
    }
    bool isSoftmax = mlir::isa<qnn::SoftmaxOp, qnn::LogSoftmaxOp>(op);
    if (!isSoftmax && !mlir::isa<qnn::ObserveOp, qnn::ReshapeOp, qnn::TransposeOp>(op))
      return "";
    value = op->getOperand(0);
    if (!isSoftmax)
      continue;
    // The argument of a fused region is an operand outside of it.
    while (auto argument = mlir::dyn_cast<mlir::BlockArgument>(value)) {
      auto fused = mlir::dyn_cast<qnn::FusedOp>(argument.getOwner()->getParentOp());
      if (!fused)
        break;
      value = fused.getInputs()[argument.getArgNumber()];
    }
    if (auto observe = value.getDefiningOp<qnn::ObserveOp>())
      value = observe.getInput();
    return qnn::getId(value).str();
  }
  return "";
}

static std::string describe(mlir::Value value) {
  mlir::Operation *op = value.getDefiningOp();
  std::string text = op->getName().stripDialect().str();
  llvm::raw_string_ostream os(text);
  os << ' ';
  llvm::interleave(mlir::cast<mlir::RankedTensorType>(value.getType()).getShape(), os, "x");
  if (llvm::StringRef name = getNodeName(op->getLoc()); !name.empty())
    os << " '" << name << "'";
  return text;
}

std::string LoadedNetwork::describeLayer(llvm::StringRef id) {
  if (module && descriptions.empty()) {
    if (auto main = module->lookupSymbol<mlir::func::FuncOp>("main"))
      for (mlir::BlockArgument input : main.getArguments())
        if (auto name = main.getArgAttrOfType<mlir::StringAttr>(input.getArgNumber(), qnn::kNameAttr))
          descriptions.try_emplace(qnn::getId(input), "input '" + name.str() + "'");
    module->walk([&](mlir::Operation *op) {
      for (mlir::Value result : op->getResults())
        if (auto id = qnn::getId(result); !id.empty() && mlir::isa<mlir::RankedTensorType>(result.getType()))
          descriptions.try_emplace(id, describe(result));
    });
  }
  return descriptions.lookup(id);
}

/// Runs Prepare on a module that Import made from `path`, or only what changes its inputs and outputs.
static llvm::Error prepareModule(mlir::ModuleOp module, llvm::StringRef path, const LoadOptions &options) {
  if (llvm::Error error = checkFormats(module, options.formats))
    return error;
  RunNames names{(path + ": 'prepare'").str(), (llvm::sys::path::stem(path) + ".reproducer.mlir").str()};
  return runPasses(module, names, [&](mlir::OpPassManager &manager) {
    PreparePipelineOptions prepare;
    setFormats(prepare, options.formats);
    if (options.prepare)
      buildPreparePipeline(manager, prepare);
    else
      addFormatPasses(manager, options.formats);
  });
}

/// Returns the first bytes of a file, or an error of code 3.
static Expected<std::string> readStart(llvm::StringRef path) {
  if (path == "-")
    return std::string();
  if (llvm::sys::fs::is_directory(path))
    return badInput(path + ": is a folder");
  auto buffer = llvm::MemoryBuffer::getFileSlice(path, 8, 0);
  if (!buffer)
    return makeError(ExitCode::Resources, path + ": cannot open: " + buffer.getError().message());
  return (*buffer)->getBuffer().str();
}

Expected<LoadedNetwork> quantc::loadNetwork(llvm::StringRef path, const LoadOptions &options) {
  LoadedNetwork network;
  network.path = path.str();
  Expected<std::string> start = readStart(path);
  if (!start)
    return start.takeError();
  llvm::StringRef bytes = *start;
  if (bytes.starts_with("!<arch>"))
    return badInput(path + ": is an archive; expected one of the objects in it");
  if (bytes.starts_with("\x7f"
                        "ELF")) {
    Expected<std::unique_ptr<NetworkRunner>> runner = ObjectRunner::create(path);
    if (!runner)
      return runner.takeError();
    network.runner = std::move(*runner);
    return network;
  }
  bool isMlir = path == "-" || path.ends_with(".mlir");
  if (!isMlir && !path.ends_with(".onnx"))
    return badInput(path + ": expected a file named .onnx or .mlir, or an object");

  mlir::DialectRegistry registry;
  registerAllDialects(registry);
  network.context = std::make_unique<mlir::MLIRContext>(registry);
  printErrors(*network.context);
  Expected<mlir::OwningOpRef<mlir::ModuleOp>> module =
      isMlir ? readModule(path, *network.context) : importOnnx(path, options.import, *network.context);
  if (!module)
    return module.takeError();
  network.module = std::move(*module);
  if (failed(qnn::verifyNetwork(*network.module)))
    return badInput(path + ": is no network that the reference runs (see above)");
  auto step = (*network.module)->getAttrOfType<mlir::StringAttr>(qnn::kStepAttr);
  if ((options.prepare || !options.formats.empty()) && step && step == "import")
    if (llvm::Error error = prepareModule(*network.module, path, options))
      return error;
  network.module->walk([&](qnn::ConstantOp op) { network.constants.insert(qnn::getId(op.getOutput())); });
  Expected<std::unique_ptr<ReferenceRunner>> runner = ReferenceRunner::create(*network.module);
  if (!runner)
    return runner.takeError();
  network.runner = std::move(*runner);
  return network;
}
