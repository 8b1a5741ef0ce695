//===- CommandLine.cpp - The command line of a tool -----------------------===//
//
// Tested by test/Support/command-line.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/CommandLine.h"

#include "quantc/Support/OutputFiles.h"
#include "llvm/Option/Arg.h"
#include "llvm/Support/raw_ostream.h"

using namespace quantc;
using namespace llvm::opt;

llvm::Error quantc::usageError(const llvm::Twine &message) { return makeError(ExitCode::Usage, message); }

/// Returns one usage error for each fault of the command line.
static llvm::Error checkArguments(const ToolOptionTable &options, const InputArgList &args, unsigned missingIndex,
                                  unsigned missingCount) {
  llvm::Error errors = llvm::Error::success();
  if (missingCount)
    errors = usageError(llvm::Twine(args.getArgString(missingIndex)) + " needs a value");
  for (const Arg *arg : args)
    if (llvm::is_contained(arg->getValues(), llvm::StringRef()))
      errors = llvm::joinErrors(std::move(errors), usageError(arg->getSpelling() + " needs a value"));
  for (const Arg *unknown : args.filtered(options.ids.unknown)) {
    std::string text = unknown->getAsString(args), nearest;
    bool isNear = options.findNearest(text, nearest) <= 2;
    errors = llvm::joinErrors(std::move(errors), usageError("unknown option '" + text + "'" +
                                                            (isNear ? "; did you mean '" + nearest + "'?" : "")));
  }
  return errors;
}

/// A full disk behind stdout must not end in success.
static int flushOutput(const ToolDescription &tool, int code) {
  llvm::outs().flush();
  std::error_code error = llvm::outs().error();
  llvm::outs().clear_error();
  if (code != 0 || !error)
    return code;
  return reportAndGetExitCode(tool.name, makeError(ExitCode::Resources, "cannot write to stdout: " + error.message()));
}

int quantc::runTool(const ToolDescription &tool, const ToolOptionTable &options, int argc, const char *const *argv,
                    ToolBody body) {
  installSignalHandlers();
  installMemoryHandlers();
  unsigned missingIndex = 0, missingCount = 0;
  InputArgList args = options.ParseArgs(llvm::ArrayRef(argv + 1, argv + argc), missingIndex, missingCount);
  if (args.hasArg(options.ids.help)) {
    options.printHelp(llvm::outs(), tool.usage, tool.overview);
    return flushOutput(tool, 0);
  }
  if (args.hasArg(options.ids.version)) {
    llvm::outs() << tool.name << " " << QUANTC_VERSION << "\n";
    return flushOutput(tool, 0);
  }
  llvm::Error error = checkArguments(options, args, missingIndex, missingCount);
  if (!error)
    error = body(args);
  int code = reportAndGetExitCode(tool.name, std::move(error));
  if (code == int(ExitCode::Usage))
    llvm::errs() << tool.name << ": run '" << tool.name << " --help' for the options\n";
  return flushOutput(tool, code);
}

llvm::Expected<std::optional<int64_t>> quantc::getIntegerOption(const ArgList &args, unsigned id, int64_t min,
                                                                int64_t max) {
  const Arg *arg = args.getLastArg(id);
  if (!arg)
    return std::nullopt;
  int64_t value = 0;
  llvm::StringRef text = arg->getValue();
  if (text.getAsInteger(10, value) || value < min || value > max)
    return usageError(arg->getSpelling() + " expects an integer " +
                      (max == INT64_MAX ? "of at least " + llvm::Twine(min).str()
                                        : "from " + llvm::Twine(min).str() + " to " + llvm::Twine(max).str()) +
                      ", found '" + text + "'");
  return value;
}
