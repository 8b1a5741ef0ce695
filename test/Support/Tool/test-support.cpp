//===- test-support.cpp - Drives lib/Support for its tests ----------------===//
//
//   list FILE          names, types, shapes and the sum of each array
//   copy FILE -o OUT   copies every array, one row of the first axis at a time
//   write TEXT -o OUT  writes TEXT to each OUT in one transaction
//   parse FILE         reads MLIR text
//   options            prints what was given
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Npy.h"
#include "quantc/Support/NpzReader.h"
#include "quantc/Support/OutputFiles.h"
#include "quantc/Support/ReadModule.h"
#include "quantc/Support/ZipWriter.h"

#include <numeric>
#include <thread>
#include <unistd.h>

#define QUANTC_OPTIONS_FILE "TestSupportOptions.inc"
#include "quantc/Support/DefineOptions.inc"

using namespace quantc;
using llvm::opt::InputArgList;

static llvm::Error list(llvm::StringRef path) {
  auto file = NpzReader::open(path);
  if (!file)
    return file.takeError();
  for (const std::string &name : (*file)->getNames()) {
    llvm::Expected<HostTensor> tensor = (*file)->read(name);
    if (!tensor)
      return tensor.takeError();
    std::vector<double> values = tensor->toDoubles();
    llvm::outs() << name << " " << getElementName(tensor->kind) << " [";
    llvm::interleaveComma(tensor->shape, llvm::outs());
    llvm::outs() << "]";
    for (double value : llvm::ArrayRef(values).take_front(6))
      llvm::outs() << llvm::format(" %g", value);
    llvm::outs() << llvm::format(" sum %g\n", std::accumulate(values.begin(), values.end(), 0.0));
  }
  return llvm::Error::success();
}

static llvm::Error copy(llvm::StringRef path, const InputArgList &args) {
  auto file = NpzReader::open(path);
  if (!file)
    return file.takeError();
  OutputFiles outputs;
  auto os = outputs.create(args.getLastArgValue(OPT_output, "-"));
  if (!os)
    return os.takeError();
  ZipWriter zip(**os);
  for (const std::string &name : (*file)->getNames()) {
    auto array = (*file)->stream(name);
    if (!array)
      return array.takeError();
    const ArrayInfo &info = (*array)->getInfo();
    zip.beginEntry(name + ".npy", args.hasArg(OPT_store) ? ZipWriter::Method::Store : ZipWriter::Method::Deflate);
    zip.write(llvm::StringRef(makeNpyHeader(info.kind, info.shape)));
    std::vector<char> row(info.getBytes() / info.shape.front());
    for (int64_t i = 0; i < info.shape.front(); ++i) {
      if (llvm::Error error = (*array)->read(row))
        return error;
      zip.write(llvm::ArrayRef<char>(row));
    }
    zip.endEntry();
  }
  zip.finish();
  return outputs.commit();
}

static llvm::Error write(llvm::StringRef text, const InputArgList &args) {
  OutputFiles outputs;
  for (const std::string &path : args.getAllArgValues(OPT_output)) {
    auto os = outputs.create(path);
    if (!os)
      return os.takeError();
    **os << text << "\n";
  }
  if (args.hasArg(OPT_hang)) {
    llvm::outs() << "waiting\n";
    llvm::outs().flush();
    ::sleep(60);
  }
  if (args.hasArg(OPT_thread))
    std::thread([] { ::sleep(60); }).detach();
  if (args.hasArg(OPT_exhaust))
    llvm::outs() << ::operator new(size_t(1) << 60);
  return outputs.commit();
}

static llvm::Error parse(llvm::StringRef path) {
  mlir::MLIRContext context;
  context.allowUnregisteredDialects();
  auto module = readModule(path, context);
  return module ? llvm::Error::success() : module.takeError();
}

static llvm::Error run(const InputArgList &args) {
  std::vector<std::string> inputs = args.getAllArgValues(OPT_INPUT);
  llvm::StringRef verb = inputs.empty() ? "" : llvm::StringRef(inputs[0]);
  if (inputs.size() == 2 && verb == "list")
    return list(inputs[1]);
  if (inputs.size() == 2 && verb == "copy")
    return copy(inputs[1], args);
  if (inputs.size() == 2 && verb == "write")
    return write(inputs[1], args);
  if (inputs.size() == 2 && verb == "parse")
    return parse(inputs[1]);
  if (verb != "options")
    return usageError("expected list, copy, write, parse or options");
  auto count = getIntegerOption(args, OPT_count, 1, 9);
  if (!count)
    return count.takeError();
  llvm::outs() << "count " << (*count ? **count : 0) << ", output " << args.getLastArgValue(OPT_output, "none")
               << ", time " << (args.hasArg(OPT_time_FLAG) ? "alone" : args.getLastArgValue(OPT_time, "none")) << "\n";
  return llvm::Error::success();
}

int main(int argc, char **argv) {
  return runTool({"test-support", "test-support VERB ARGUMENT [options]", "Drives lib/Support"}, getOptionTable(), argc,
                 argv, run);
}
