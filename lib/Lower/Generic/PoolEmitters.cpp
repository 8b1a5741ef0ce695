#include "GenericEmitters.h"
using namespace quantc;
void lower::addPoolEmitters(OpEmitters &) {}
