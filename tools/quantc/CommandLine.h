//===- CommandLine.h - The command line of quantc ---------------*- C++ -*-===//

#ifndef QUANTC_TOOLS_QUANTC_COMMANDLINE_H
#define QUANTC_TOOLS_QUANTC_COMMANDLINE_H

/// Runs quantc and returns the exit code of the process.
int runQuantc(int argc, const char *const *argv);

#endif // QUANTC_TOOLS_QUANTC_COMMANDLINE_H
