#include "GenericEmitters.h"
using namespace quantc;
void lower::addNormalizeEmitters(OpEmitters &) {}
