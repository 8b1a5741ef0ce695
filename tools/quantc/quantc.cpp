//===- quantc.cpp - Compile a network -------------------------------------===//

#include "CommandLine.h"

int main(int argc, char **argv) { return runQuantc(argc, argv); }
