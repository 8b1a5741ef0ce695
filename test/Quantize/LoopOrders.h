//===- LoopOrders.h - Loops whose order must not show -----------*- C++ -*-===//

#ifndef QUANTC_TEST_QUANTIZE_LOOPORDERS_H
#define QUANTC_TEST_QUANTIZE_LOOPORDERS_H

#include <cstdint>
#include <functional>

inline void forward(int64_t count, const std::function<void(int64_t)> &body) {
  for (int64_t i = 0; i < count; ++i)
    body(i);
}
inline void backward(int64_t count, const std::function<void(int64_t)> &body) {
  for (int64_t i = count; i-- > 0;)
    body(i);
}

#endif // QUANTC_TEST_QUANTIZE_LOOPORDERS_H
