//===- ExactSum.h - Sums that no order can change ---------------*- C++ -*-===//

#ifndef QUANTC_CALIBRATIONDATA_EXACTSUM_H
#define QUANTC_CALIBRATIONDATA_EXACTSUM_H

#include "llvm/ADT/APInt.h"
#include "llvm/ADT/StringRef.h"

#include <array>
#include <cstring>
#include <optional>

namespace quantc {

/// The exact sums of finite f32 values and of their squares: integers in units
/// of 2^-149 and 2^-298. Room for 2^63 values.
class ExactSum {
public:
  void add(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    uint32_t exponent = bits >> 23 & 255;
    uint64_t mantissa = (bits & 0x7fffff) | (exponent ? 1u << 23 : 0);
    Bin &bin = bins[exponent];
    uint64_t square = mantissa * mantissa; // of 24 bits
    bin.squares += square;
    bin.sum += bits >> 31 ? -int64_t(mantissa) : int64_t(mantissa);
  }
  void merge(ExactSum &other);

  /// Moves what `add` collected into the totals. A bin holds 2^39 values; call
  /// it once for each tensor.
  void fold();

  /// The doubles nearest to the sums.
  double getSum();
  double getSumOfSquares();

  /// The sums as hexadecimal integers, with '-' if negative.
  std::string getSumText();
  std::string getSquaresText();
  /// Reads what the functions above print, or returns `nullopt`.
  static std::optional<ExactSum> parse(llvm::StringRef sum, llvm::StringRef squares);

private:
  // 24-bit mantissas shifted by up to 253, and 48-bit squares by up to 506, 2^63 times.
  static constexpr unsigned kSumBits = 384, kSquaresBits = 640;
  struct Bin {
    unsigned __int128 squares = 0;
    int64_t sum = 0;
  };
  std::array<Bin, 256> bins = {};
  llvm::APInt sum = llvm::APInt(kSumBits, 0), squares = llvm::APInt(kSquaresBits, 0);
};

} // namespace quantc

#endif // QUANTC_CALIBRATIONDATA_EXACTSUM_H
