//===- WriteHeader.cpp - NAME.h, for C99 and C++17 ------------------------===//
//
// Tested by test/Target/header.test and main.test.
//
//===----------------------------------------------------------------------===//

#include "EntryPoints.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace quantc;

static StringRef getCType(ElementKind kind) {
  switch (kind) {
  case ElementKind::F32:
    return "float";
  case ElementKind::F64:
    return "double";
  case ElementKind::F16:
    return "uint16_t";
  case ElementKind::I8:
    return "int8_t";
  case ElementKind::U8:
  case ElementKind::Bool:
    return "uint8_t";
  case ElementKind::I16:
    return "int16_t";
  case ElementKind::U16:
    return "uint16_t";
  case ElementKind::I32:
    return "int32_t";
  case ElementKind::U32:
    return "uint32_t";
  case ElementKind::I64:
    return "int64_t";
  case ElementKind::U64:
    return "uint64_t";
  }
  return "void"; // all kinds handled
}

/// "f32 [1, 28, 28, 1]" for comments.
static std::string describe(const StoredTensor &tensor) {
  std::string text = getElementName(tensor.kind).str() + " [";
  raw_string_ostream os(text);
  interleaveComma(tensor.shape, os);
  return text + "]";
}

/// "{1, 2}", or "1" of one value.
static std::string listNumbers(ArrayRef<double> values) {
  std::string text;
  raw_string_ostream os(text);
  interleaveComma(values, os, [&](double value) { os << formatv("{0:e9}", value).str() << "f"; });
  return values.size() == 1 ? text : "{" + text + "}";
}

/// What to hand in, if that is not what the network itself takes.
static void writeInputFormat(raw_ostream &os, const std::string &name, const SignatureTensor &tensor) {
  os << "/* the network's own input is (q - mean) * scale of the elements q, "
     << (tensor.normalization == "folded" ? "folded into its first layer */\n" : "computed at its beginning */\n")
     << "#define " << name << "_MEAN " << listNumbers(tensor.mean) << "\n"
     << "#define " << name << "_SCALE " << listNumbers(tensor.scale) << "\n";
}

static void writeMacros(raw_ostream &os, const std::string &prefix, const SignatureTensor &tensor) {
  std::string name = prefix + tensor.macro;
  os << "/* " << describe(tensor) << (tensor.layout.empty() ? "" : ", " + StringRef(tensor.layout).upper()) << " */\n";
  os << "#define " << name << "_COUNT " << tensor.getNumElements() << "\n";
  os << "#define " << name << "_RANK " << tensor.shape.size() << "\n";
  if (!tensor.shape.empty()) {
    os << "#define " << name << "_SHAPE {";
    interleaveComma(tensor.shape, os);
    os << "}\n";
  }
  if (!tensor.mean.empty())
    return writeInputFormat(os, name, tensor);
  if (tensor.scales.size() == 1) {
    os << "#define " << name << "_SCALE " << formatv("{0:e9}", tensor.scales[0]).str() << "f\n";
    os << "#define " << name << "_ZERO_POINT " << tensor.zeroPoints[0] << "\n";
  }
}

/// Names of tensors go into comments: only what cannot end one.
static std::string makeCommentText(StringRef text) {
  std::string result;
  for (char c : text)
    result += isPrint(c) && c != '*' && c != '/' && c != '\\' && c != '?' ? c : '_';
  return result;
}

std::string target::writeHeader(StringRef name, const Signature &signature) {
  std::string text, macro = name.upper();
  raw_string_ostream os(text);
  os << "/* " << name << ".h - a network compiled by quantc for " << makeCommentText(signature.target) << " */\n\n";
  os << "#ifndef " << macro << "_H_\n#define " << macro << "_H_\n\n";
  os << "#include <stddef.h>\n#include <stdint.h>\n\n";
  os << "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
  os << "/* Bytes that a run needs, and the alignment of their first: static " << macro
     << "_ALIGNED unsigned char arena[" << macro << "_ARENA_BYTES]; */\n";
  os << "#define " << macro << "_ARENA_BYTES " << signature.arenaBytes << "\n";
  os << "#define " << macro << "_ARENA_ALIGNMENT " << signature.arenaAlignment << "\n";
  os << "#define " << macro << "_ALIGNED __attribute__((aligned(" << signature.arenaAlignment << ")))\n\n";
  for (const SignatureTensor &tensor : signature.inputs)
    writeMacros(os, macro + "_INPUT_", tensor);
  for (const SignatureTensor &tensor : signature.outputs)
    writeMacros(os, macro + "_OUTPUT_", tensor);
  os << "\n/* One pointer for each input, then one for each output. */\nstruct " << name << "_io {\n";
  for (const SignatureTensor &tensor : signature.inputs)
    os << "  const " << getCType(tensor.kind) << " *" << tensor.field << "; /* input " << makeCommentText(tensor.name)
       << ", " << describe(tensor) << (tensor.layout.empty() ? "" : ", " + StringRef(tensor.layout).upper()) << " */\n";
  for (const SignatureTensor &tensor : signature.outputs)
    os << "  " << getCType(tensor.kind) << " *" << tensor.field << "; /* output " << makeCommentText(tensor.name)
       << ", " << describe(tensor) << " */\n";
  if (signature.inputs.empty() && signature.outputs.empty())
    os << "  void *unused;\n";
  os << "};\n\n";
  os << "/* What the functions return. */\n"
     << "#define " << macro << "_OK 0\n"
     << "#define " << macro << "_NULL_POINTER 1     /* io, a pointer in it, or the arena */\n"
     << "#define " << macro << "_ARENA_TOO_SMALL 2  /* fewer than " << macro << "_ARENA_BYTES */\n"
     << "#define " << macro << "_ARENA_MISALIGNED 3 /* no multiple of " << macro << "_ARENA_ALIGNMENT */\n"
     << "#define " << macro << "_NO_SUCH_STEP 4     /* step is not below " << macro << "_NUM_STEPS */\n\n";
  os << "/* Runs the network. Outputs must not overlap inputs or the arena. Re-entrant: threads need arenas of their "
        "own. */\n"
     << "int " << name << "_run(const struct " << name << "_io *io, void *arena, size_t arena_bytes);\n\n";
  os << "/* Runs kernel call `step` alone; the calls 0, 1, ... in order are " << name << "_run. */\n"
     << "#define " << macro << "_NUM_STEPS " << signature.calls.size() << "\n"
     << "int " << name << "_step(const struct " << name
     << "_io *io, void *arena, size_t arena_bytes, size_t step);\n\n";
  os << "/* JSON: names, shapes, types and scales of inputs, outputs and of each kernel call. */\n"
     << "extern const char " << name << "_signature[];\n\n";
  os << "#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
  return text;
}

std::string target::writeMain(StringRef name, const Signature &signature) {
  std::string text, macro = name.upper(), reads, writes;
  raw_string_ostream os(text), readStream(reads), writeStream(writes);
  os << "/* Runs the network on raw samples from stdin, all inputs of a sample in order, and writes raw outputs to "
        "stdout. */\n\n"
     << writeHeader(name, signature) << "\n#include <stdio.h>\n\n"
     << "static " << macro << "_ALIGNED unsigned char arena[" << macro << "_ARENA_BYTES];\n";
  bool isFirst = true;
  for (const SignatureTensor &tensor : signature.inputs) {
    os << "static " << getCType(tensor.kind) << " in_" << tensor.field << "["
       << std::max<int64_t>(1, tensor.getNumElements()) << "];\n";
    readStream << "    io." << tensor.field << " = in_" << tensor.field << ";\n";
    if (tensor.getNumBytes() == 0)
      continue;
    readStream << "    got = fread(in_" << tensor.field << ", 1, " << tensor.getNumBytes() << ", stdin);\n";
    if (isFirst)
      readStream << "    if (got == 0 && feof(stdin))\n      return fflush(stdout) == 0 ? 0 : 3;\n";
    readStream << "    if (got != " << tensor.getNumBytes() << ") {\n"
               << "      fprintf(stderr, \"the last sample is cut off\\n\");\n      return 1;\n    }\n";
    isFirst = false;
  }
  for (const SignatureTensor &tensor : signature.outputs) {
    os << "static " << getCType(tensor.kind) << " out_" << tensor.field << "["
       << std::max<int64_t>(1, tensor.getNumElements()) << "];\n";
    readStream << "    io." << tensor.field << " = out_" << tensor.field << ";\n";
    writeStream << "    if (fwrite(out_" << tensor.field << ", 1, " << tensor.getNumBytes()
                << ", stdout) != " << tensor.getNumBytes() << ")\n      return 3;\n";
  }
  if (isFirst) { // nothing is read: one run is all
    readStream << "    (void)got;\n";
    writeStream << "    return fflush(stdout) == 0 ? 0 : 3;\n";
  }
  os << "\nint main(void) {\n"
     << "  struct " << name << "_io io;\n"
     << "  for (;;) {\n    size_t got = 0;\n"
     << reads << "    int status = " << name << "_run(&io, arena, sizeof arena);\n"
     << "    if (status != " << macro << "_OK) {\n"
     << "      fprintf(stderr, \"" << name << "_run returned %d\\n\", status);\n"
     << "      return 1;\n    }\n"
     << writes << "  }\n}\n";
  return text;
}
