#include "GenericEmitters.h"
using namespace quantc;
void lower::addReduceEmitters(OpEmitters &) {}
