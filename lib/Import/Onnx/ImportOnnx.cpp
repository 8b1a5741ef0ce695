//===- ImportOnnx.cpp - Entry points of the ONNX importer -----------------===//
//
// Tested by test/Import.
//
//===----------------------------------------------------------------------===//

#include "quantc/Import/Onnx.h"

#include "GraphImporter.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Import/Passes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;
using llvm::Error;
using llvm::Expected;

Error quantc::addShape(ImportOptions &options, StringRef text) {
  auto [name, sizes] = text.rsplit(':');
  SmallVector<StringRef> parts;
  sizes.split(parts, 'x');
  SmallVector<int64_t> shape;
  for (StringRef part : parts)
    if (part.getAsInteger(10, shape.emplace_back()) || shape.back() < 1)
      return makeError(ExitCode::Usage, "shape '" + text + "', expected NAME:1x3x224x224");
  if (name.empty() || name.size() == text.size())
    return makeError(ExitCode::Usage, "shape '" + text + "', expected NAME:1x3x224x224");
  options.shapes[name.str()] = shape;
  return Error::success();
}

static Expected<Model> readAndSort(llvm::MemoryBufferRef buffer, StringRef folder) {
  auto readExternal = [&](const ExternalLocation &location) { return readExternalFile(folder, location); };
  Expected<Model> model = readModel(buffer.getBuffer(), readExternal);
  Error error = model ? sortNodes(*model) : model.takeError();
  if (!error)
    return model;
  if (model)
    llvm::consumeError(model.takeError());
  return badInput(buffer.getBufferIdentifier() + ": " + llvm::toString(std::move(error)));
}

Expected<OwningOpRef<ModuleOp>> quantc::importOnnx(llvm::MemoryBufferRef buffer, StringRef folder,
                                                   const ImportOptions &options, MLIRContext &context) {
  Expected<Model> model = readAndSort(buffer, folder);
  if (!model)
    return model.takeError();
  GraphImporter importer(*model, options, context);
  OwningOpRef<ModuleOp> module = importer.run();
  if (!module)
    return importer.getFaults().toError(buffer.getBufferIdentifier());
  if (failed(verify(*module)))
    return makeError(ExitCode::Internal, buffer.getBufferIdentifier() + ": the importer made invalid ops");
  assignIds(*module);
  return module;
}

/// Opens a model; a FIFO or a folder is refused before it is opened.
static Expected<std::unique_ptr<llvm::MemoryBuffer>> openModel(StringRef path) {
  llvm::sys::fs::file_status status;
  if (std::error_code error = llvm::sys::fs::status(path, status))
    return makeError(ExitCode::Resources, path + ": " + error.message());
  if (!llvm::sys::fs::is_regular_file(status))
    return badInput(path + ": not a regular file");
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return makeError(ExitCode::Resources, path + ": " + buffer.getError().message());
  return std::move(*buffer);
}

Expected<OwningOpRef<ModuleOp>> quantc::importOnnx(StringRef path, const ImportOptions &options, MLIRContext &context) {
  auto buffer = openModel(path);
  if (!buffer)
    return buffer.takeError();
  return importOnnx((*buffer)->getMemBufferRef(), llvm::sys::path::parent_path(path), options, context);
}

Expected<ImportFaults> quantc::checkOnnx(StringRef path, const ImportOptions &options, MLIRContext &context) {
  auto buffer = openModel(path);
  if (!buffer)
    return buffer.takeError();
  Expected<Model> model = readAndSort((*buffer)->getMemBufferRef(), llvm::sys::path::parent_path(path));
  if (!model)
    return model.takeError();
  GraphImporter importer(*model, options, context);
  OwningOpRef<ModuleOp> module = importer.run();
  if (module && failed(verify(*module)))
    return makeError(ExitCode::Internal, path + ": the importer made invalid ops");
  return ImportFaults{importer.getFaults().messages, importer.getFaults().worst};
}

void quantc::registerOnnxTranslation() {
  static llvm::cl::OptionCategory category("ONNX import");
  static llvm::cl::opt<int64_t> batch("batch", llvm::cl::desc("Size of a symbolic batch (default 1)"),
                                      llvm::cl::init(0), llvm::cl::cat(category));
  static llvm::cl::list<std::string> shapes("shape", llvm::cl::desc("Shape of an input, NAME:1x3x224x224"),
                                            llvm::cl::cat(category));
  static llvm::cl::opt<int64_t> foldBudget("fold-budget", llvm::cl::desc("Bytes that shape arithmetic may take"),
                                           llvm::cl::init(ImportOptions().foldBudget), llvm::cl::cat(category));
  static llvm::cl::opt<int64_t> tensorBudget("tensor-budget", llvm::cl::desc("Bytes of one tensor"),
                                             llvm::cl::init(ImportOptions().tensorBudget), llvm::cl::cat(category));

  static TranslateToMLIRRegistration registration(
      "import-onnx", "Read an ONNX network",
      [](llvm::SourceMgr &sources, MLIRContext *context) -> OwningOpRef<Operation *> {
        ImportOptions options;
        options.batch = batch;
        options.foldBudget = foldBudget;
        options.tensorBudget = tensorBudget;
        for (const std::string &shape : shapes)
          if (Error error = addShape(options, shape)) {
            reportAndGetExitCode("quant-translate", std::move(error));
            return {};
          }
        llvm::MemoryBufferRef buffer = *sources.getMemoryBuffer(sources.getMainFileID());
        StringRef folder = llvm::sys::path::parent_path(buffer.getBufferIdentifier());
        auto module = importOnnx(buffer, folder, options, *context);
        if (module)
          return OwningOpRef<Operation *>(module->release().getOperation());
        reportAndGetExitCode("quant-translate", module.takeError());
        return {};
      },
      [](DialectRegistry &registry) { registry.insert<qnn::QnnDialect, func::FuncDialect, quant::QuantDialect>(); });
}
