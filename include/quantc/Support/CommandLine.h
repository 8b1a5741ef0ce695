//===- CommandLine.h - The command line of a tool ---------------*- C++ -*-===//
//
// Over LLVM's OptTable and never cl::opt: options of libLLVM.so are in every
// process, collide with ours and flood --help.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_COMMANDLINE_H
#define QUANTC_SUPPORT_COMMANDLINE_H

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

#include <optional>

namespace quantc {

/// A table of options that has the ones of ToolOptions.td; made by DefineOptions.inc.
class ToolOptionTable : public llvm::opt::GenericOptTable {
public:
  struct CommonIds {
    unsigned help, version, unknown;
  };
  ToolOptionTable(const llvm::StringTable &strings, llvm::ArrayRef<llvm::StringTable::Offset> prefixes,
                  llvm::ArrayRef<Info> infos, CommonIds ids)
      : GenericOptTable(strings, prefixes, infos), ids(ids) {}
  CommonIds ids;
};

/// What --help prints around the list of options.
struct ToolDescription {
  const char *name;     ///< "quant-run"
  const char *usage;    ///< "quant-run MODEL DATA.npz [options]"
  const char *overview; ///< one or two sentences
};

using ToolBody = llvm::function_ref<llvm::Error(const llvm::opt::InputArgList &)>;

/// Parses the command line, answers --help and --version, and runs `body`.
/// Unknown options and missing values are usage errors, all reported at once.
/// SIGHUP, SIGINT and SIGTERM remove unfinished outputs and end with 129, 130 and 143.
/// @returns the exit code of the process.
int runTool(const ToolDescription &tool, const ToolOptionTable &options, int argc, const char *const *argv,
            ToolBody body);

/// An error that ends the tool with code 2.
llvm::Error usageError(const llvm::Twine &message);

/// Returns the value of the last `id` as an integer in [min, max], `std::nullopt`
/// if it was not given, or a usage error that quotes it.
llvm::Expected<std::optional<int64_t>> getIntegerOption(const llvm::opt::ArgList &args, unsigned id, int64_t min,
                                                        int64_t max = INT64_MAX);

} // namespace quantc

#endif // QUANTC_SUPPORT_COMMANDLINE_H
