//===- quantc.cpp - Compile a network -------------------------------------===//

/// Runs quantc and returns the exit code of the process: CommandLine.cpp.
int runQuantc(int argc, const char *const *argv);

int main(int argc, char **argv) { return runQuantc(argc, argv); }
