//===- quantc.cpp - Compile a network -------------------------------------===//

#include "quantc/Tools/Tools.h"

int main(int argc, char **argv) { return quantc::runQuantc(argc, argv); }
