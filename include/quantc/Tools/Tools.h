//===- Tools.h - What the mains of our tools call ---------------*- C++ -*-===//

#ifndef QUANTC_TOOLS_TOOLS_H
#define QUANTC_TOOLS_TOOLS_H

namespace quantc {

/// Each parses its command line and returns the exit code of the process.
int runQuantCalibrate(int argc, const char *const *argv);
int runQuantRun(int argc, const char *const *argv);
int runQuantc(int argc, const char *const *argv);

} // namespace quantc

#endif // QUANTC_TOOLS_TOOLS_H
