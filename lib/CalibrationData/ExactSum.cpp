//===- ExactSum.cpp - Sums that no order can change -----------------------===//
//
// Tested by test/Calibrate/sharding.test and test/Calibrate/statistics.test.
//
// Values of one exponent are summed as integers, which is exact; the 255 sums are
// shifted into one wide integer when a total is wanted.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/ExactSum.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace quantc;
using llvm::APInt;

void ExactSum::fold() {
  for (unsigned exponent = 0; exponent < bins.size(); ++exponent) {
    Bin &bin = bins[exponent];
    if (bin.squares == 0)
      continue;
    // Subnormals (exponent 0) have the same unit as exponent 1.
    unsigned shift = exponent ? exponent - 1 : 0;
    sum += APInt(kSumBits, uint64_t(bin.sum), /*isSigned=*/true).shl(shift);
    uint64_t words[] = {uint64_t(bin.squares), uint64_t(bin.squares >> 64)};
    squares += APInt(kSquaresBits, words).shl(2 * shift);
    bin = Bin();
  }
}

void ExactSum::merge(ExactSum &other) {
  fold();
  other.fold();
  sum += other.sum;
  squares += other.squares;
}

/// Returns the double nearest to `value`. (APInt::roundToDouble is wrong for more than 64 bits.)
static double toDouble(const APInt &value, bool isSigned) {
  llvm::APFloat result(llvm::APFloat::IEEEdouble());
  result.convertFromAPInt(value, isSigned, llvm::APFloat::rmNearestTiesToEven);
  return result.convertToDouble();
}

double ExactSum::getSum() {
  fold();
  return std::ldexp(toDouble(sum, /*isSigned=*/true), -149);
}

double ExactSum::getSumOfSquares() {
  fold();
  return std::ldexp(toDouble(squares, /*isSigned=*/false), -298);
}

std::string ExactSum::getSumText() {
  fold();
  return llvm::toString(sum, 16, /*Signed=*/true);
}

std::string ExactSum::getSquaresText() {
  fold();
  return llvm::toString(squares, 16, /*Signed=*/false);
}

/// Reads a hexadecimal integer that fits in `bits` with a sign.
static std::optional<APInt> parseHex(llvm::StringRef text, unsigned bits) {
  bool isNegative = text.consume_front("-");
  if (text.empty() || text.size() > (bits - 1) / 4 || !llvm::all_of(text, llvm::isHexDigit))
    return std::nullopt;
  APInt value(bits, text, 16);
  return isNegative ? -value : value;
}

std::optional<ExactSum> ExactSum::parse(llvm::StringRef sum, llvm::StringRef squares) {
  std::optional<APInt> first = parseHex(sum, kSumBits), second = parseHex(squares, kSquaresBits);
  if (!first || !second || second->isNegative())
    return std::nullopt;
  ExactSum result;
  result.sum = *first;
  result.squares = *second;
  return result;
}
