//===- quant-calibrate.cpp - Record what a network's values are ----------===//

#include "quantc/Tools/Tools.h"

int main(int argc, char **argv) { return quantc::runQuantCalibrate(argc, argv); }
