//===- quant-run.cpp - Run a network on samples --------------------------===//

#include "quantc/Tools/Tools.h"

int main(int argc, char **argv) { return quantc::runQuantRun(argc, argv); }
