//===- Npy.cpp - The header of a NumPy array file -------------------------===//
//
// Tested by test/Support/npz-formats.test and test/Support/npz-invalid.test.
//
// The header is a Python dictionary literal with three known keys. This reader
// knows strings, booleans and tuples of integers, and nothing that could execute.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Npy.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"

#include <optional>

using namespace quantc;

int64_t NpyHeader::getDataBytes() const {
  int64_t bytes = getElementSize(kind);
  for (int64_t size : shape)
    bytes *= size;
  return bytes;
}

/// Returns whether the product of sizes and element size stays below 2^60.
static bool fitsInMemory(llvm::ArrayRef<int64_t> shape, int64_t elementSize) {
  // A zero elsewhere must not hide an absurd size.
  unsigned __int128 bytes = elementSize;
  for (int64_t size : shape) {
    bytes *= std::max<int64_t>(size, 1);
    if (bytes >> 60)
      return false;
  }
  return true;
}

namespace {
/// A cursor over the dictionary literal.
class HeaderParser {
public:
  HeaderParser(llvm::StringRef where, llvm::StringRef text) : where(where), text(text), rest(text) {}

  llvm::Expected<NpyHeader> parse();

private:
  llvm::Error fail(const llvm::Twine &expected) {
    return badInput(where + ": malformed npy header: expected " + expected + " at character " +
                    llvm::Twine(text.size() - rest.size()));
  }
  bool consume(char c) {
    rest = rest.ltrim();
    return rest.consume_front(llvm::StringRef(&c, 1));
  }
  std::optional<llvm::StringRef> string();
  llvm::Error parseType();
  llvm::Error parseShape();
  llvm::Error parseOrder();

  llvm::StringRef where, text, rest;
  NpyHeader header;
};
} // namespace

std::optional<llvm::StringRef> HeaderParser::string() {
  rest = rest.ltrim();
  if (rest.empty() || (rest[0] != '\'' && rest[0] != '"'))
    return std::nullopt;
  size_t end = rest.find(rest[0], 1);
  if (end == llvm::StringRef::npos)
    return std::nullopt;
  llvm::StringRef value = rest.slice(1, end);
  rest = rest.drop_front(end + 1);
  return value;
}

llvm::Error HeaderParser::parseType() {
  rest = rest.ltrim();
  if (rest.starts_with("["))
    return badInput(where + ": structured arrays are not supported; expected a numeric type");
  std::optional<llvm::StringRef> type = string();
  if (!type)
    return fail("a type string");
  char order = type->empty() ? 0 : type->front();
  llvm::StringRef name = llvm::StringRef("<>|=").contains(order) ? type->drop_front() : *type;
  if (name.starts_with("O"))
    return badInput(where + ": holds pickled Python objects, which are never read; expected a numeric type");
  std::optional<ElementKind> kind = llvm::StringSwitch<std::optional<ElementKind>>(name)
                                        .Case("f2", ElementKind::F16)
                                        .Case("f4", ElementKind::F32)
                                        .Case("f8", ElementKind::F64)
                                        .Case("i1", ElementKind::I8)
                                        .Case("i2", ElementKind::I16)
                                        .Case("i4", ElementKind::I32)
                                        .Case("i8", ElementKind::I64)
                                        .Case("u1", ElementKind::U8)
                                        .Case("u2", ElementKind::U16)
                                        .Case("u4", ElementKind::U32)
                                        .Case("u8", ElementKind::U64)
                                        .Cases({"b1", "?"}, ElementKind::Bool)
                                        .Default(std::nullopt);
  if (!kind)
    return badInput(where + ": type '" + *type + "' is not supported; expected f2, f4, f8, i1 to i8, u1 to u8 or b1");
  header.kind = *kind;
  header.isBigEndian = order == '>';
  return llvm::Error::success();
}

llvm::Error HeaderParser::parseShape() {
  if (!consume('('))
    return fail("a tuple of sizes");
  while (!consume(')')) {
    int64_t size = 0;
    rest = rest.ltrim();
    if (rest.consumeInteger(10, size) || size < 0)
      return fail("a size of at least 0");
    rest.consume_front("L"); // Python 2 wrote 3L
    header.shape.push_back(size);
    if (header.shape.size() > 32)
      return badInput(where + ": more than 32 dimensions");
    if (!consume(',') && !rest.ltrim().starts_with(")"))
      return fail("',' or ')'");
  }
  return llvm::Error::success();
}

llvm::Error HeaderParser::parseOrder() {
  rest = rest.ltrim();
  if (rest.consume_front("True"))
    header.isFortranOrder = true;
  else if (!rest.consume_front("False"))
    return fail("True or False");
  return llvm::Error::success();
}

llvm::Expected<NpyHeader> HeaderParser::parse() {
  if (!consume('{'))
    return fail("'{'");
  unsigned seen = 0;
  while (!consume('}')) {
    std::optional<llvm::StringRef> key = string();
    int index = !key ? -1 : *key == "descr" ? 0 : *key == "fortran_order" ? 1 : *key == "shape" ? 2 : -1;
    if (index < 0 || (seen >> index & 1))
      return fail("'descr', 'fortran_order' or 'shape', each once");
    seen |= 1u << index;
    if (!consume(':'))
      return fail("':'");
    if (llvm::Error error = index == 0 ? parseType() : index == 1 ? parseOrder() : parseShape())
      return error;
    if (!consume(',') && !rest.ltrim().starts_with("}"))
      return fail("',' or '}'");
  }
  if (seen != 7 || !rest.trim(" \n").empty())
    return fail("'descr', 'fortran_order' and 'shape', and no more");
  if (!fitsInMemory(header.shape, getElementSize(header.kind)))
    return badInput(where + ": the shape needs 2^60 bytes or more");
  return header;
}

llvm::Expected<NpyHeader> quantc::readNpyHeader(llvm::StringRef where, ReadBytes read, int64_t *headerBytes) {
  char start[8];
  if (llvm::Error error = read(start, sizeof start))
    return error;
  if (llvm::StringRef(start, 6) != llvm::StringRef("\x93NUMPY", 6))
    return badInput(where + ": is no npy array: the magic bytes are missing");
  unsigned version = uint8_t(start[6]);
  if (version < 1 || version > 3)
    return badInput(where + ": npy version " + llvm::Twine(version) + " is unknown; expected 1 to 3");
  char lengthBytes[4] = {};
  if (llvm::Error error = read(lengthBytes, version == 1 ? 2 : 4))
    return error;
  uint32_t length = llvm::support::endian::read32le(lengthBytes);
  if (length > 65536)
    return badInput(where + ": npy header of " + llvm::Twine(length) + " bytes; expected at most 65536");
  std::string text(length, '\0');
  if (llvm::Error error = read(text.data(), length))
    return error;
  if (headerBytes)
    *headerBytes = (version == 1 ? 10 : 12) + int64_t(length);
  return HeaderParser(where, text).parse();
}

std::string quantc::makeNpyHeader(ElementKind kind, llvm::ArrayRef<int64_t> shape) {
  static constexpr llvm::StringLiteral types[] = {"<f4", "<f8", "<f2", "|i1", "|u1", "<i2",
                                                  "<u2", "<i4", "<u4", "<i8", "<u8", "|b1"};
  std::string text = ("{'descr': '" + types[int(kind)] + "', 'fortran_order': False, 'shape': (").str();
  for (int64_t size : shape)
    text += std::to_string(size) + (shape.size() == 1 ? "," : &size == &shape.back() ? "" : ", ");
  text += "), }";
  size_t length = llvm::alignTo(10 + text.size() + 1, 64) - 10;
  text.resize(length - 1, ' ');
  text += '\n';
  std::string start("\x93NUMPY\x01\x00", 8);
  start += char(length & 255);
  start += char(length >> 8);
  return start + text;
}

void quantc::swapElementBytes(llvm::MutableArrayRef<char> bytes, int64_t elementSize) {
  if (elementSize > 1)
    for (char *element = bytes.begin(); element != bytes.end(); element += elementSize)
      std::reverse(element, element + elementSize);
}

std::vector<char> quantc::fortranToRowMajor(llvm::ArrayRef<char> bytes, llvm::ArrayRef<int64_t> shape,
                                            int64_t elementSize) {
  std::vector<char> result(bytes.size());
  llvm::SmallVector<int64_t, 4> index(shape.size(), 0), strides;
  int64_t stride = elementSize;
  for (int64_t size : shape) {
    strides.push_back(stride);
    stride *= size;
  }
  int64_t source = 0;
  for (size_t to = 0; to < result.size(); to += elementSize) {
    std::copy_n(bytes.data() + source, elementSize, result.data() + to);
    // The last axis runs fastest in the result.
    for (int axis = int(shape.size()) - 1; axis >= 0; --axis) {
      source += strides[axis];
      if (++index[axis] < shape[axis])
        break;
      source -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}
