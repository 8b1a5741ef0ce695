//===- ToolOptions.td - Options that every tool shares --------*- td -*-===//
//
// A tool's own options file includes this one, and is compiled with
// `tablegen(LLVM X.inc -gen-opt-parser-defs)`; see DefineOptions.inc.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_TOOLOPTIONS
#define QUANTC_SUPPORT_TOOLOPTIONS

include "llvm/Option/OptParser.td"

/// `--name=value` and `--name value`; its id is OPT_<def name>.
multiclass Value<string name, string meta, string help> {
  def NAME : Joined<["--"], name#"=">, HelpText<help>, MetaVarName<meta>;
  def NAME#_SEPARATE : Separate<["--"], name>, Alias<!cast<Joined>(NAME)>;
}

/// `-o value`, `-ovalue` and `-o=value`.
multiclass ShortValue<string letter, string meta, string help> {
  def NAME : Joined<["-"], letter#"=">;
  def NAME#_SEPARATE : JoinedOrSeparate<["-"], letter>, Alias<!cast<Joined>(NAME)>, HelpText<help>, MetaVarName<meta>;
}

/// `--name` alone, or `--name=value`: the ids are OPT_<def name>_FLAG and OPT_<def name>.
multiclass OptionalValue<string name, string meta, string help> {
  def NAME : Joined<["--"], name#"=">, HelpText<help>, MetaVarName<meta>;
  def NAME#_FLAG : Flag<["--"], name>;
}

/// `--name`.
class Switch<string name, string help> : Flag<["--"], name>, HelpText<help>;

def help : Switch<"help", "Print this text">;
def help_SHORT : Flag<["-"], "h">, Alias<help>;
def version : Switch<"version", "Print the version">;

#endif
