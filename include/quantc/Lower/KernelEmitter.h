//===- KernelEmitter.h - From a fused op to a kernel function ---*- C++ -*-===//
//
// The interface between the driver of Lower and the emitters: one emitter for
// each family of kernels. An emitter turns a `qnn.fused` op into a private
// function on flat buffers; the driver calls it and owns constants and scratch.
//
// Buffers are 1-D static memrefs of storage types (signless i8, i16, i32, i64,
// f32; i1 as i8) that hold the contiguous row-major (NHWC) value. Each starts at
// a multiple of 64 bytes and has 64 bytes after it that may be read, never
// written. Outputs and scratch overlap no other argument, but for an output that
// the emitter has marked with `kInPlaceAttr`.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LOWER_KERNELEMITTER_H
#define QUANTC_LOWER_KERNELEMITTER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Machine/Machine.h"
#include "llvm/ADT/StringMap.h"

#include <memory>
#include <vector>

namespace quantc::lower {

/// On an output of a kernel: the inputs, by argument number, each of which may be the same buffer. All that is read
/// of such an input at a position is read before that position is written.
inline constexpr llvm::StringLiteral kInPlaceAttr = "qk.in_place";
/// Marks output argument `output` of `kernel` with those of `inputs`, which it may be written over, that are of its
/// type.
void markInPlace(mlir::func::FuncOp kernel, unsigned output, llvm::ArrayRef<int64_t> inputs);

/// What one fused op calls. Arguments of `function`, in order: one buffer for
/// each input of the fused op, one for each output, one for each constant, one
/// `memref<N x i8>` for each entry of `scratchBytes`.
struct Kernel {
  mlir::func::FuncOp function;
  llvm::SmallVector<mlir::ElementsAttr> constants; ///< 1-D; become read-only globals, 64-byte aligned
  llvm::SmallVector<int64_t> scratchBytes;
  bool readsSlack = false; ///< whether it may read past the end of its inputs
};

/// What emitters share during one lowering.
class KernelContext {
public:
  KernelContext(mlir::ModuleOp module, const Machine &machine) : machine(machine), module(module), symbols(module) {}

  const Machine &machine;

  mlir::ModuleOp getModule() { return module; }
  mlir::MLIRContext *getContext() { return module.getContext(); }

  /// Returns the function made for `spec`, or null. `spec` says everything that
  /// the body depends on: layers of equal spec share one function.
  mlir::func::FuncOp lookup(llvm::StringRef spec) const { return functions.lookup(spec); }

  /// Makes a private, not inlined function with an empty entry block, named `symbol`,
  /// or `symbol_2` and so on if that is taken, at the end of the module.
  mlir::func::FuncOp create(llvm::StringRef symbol, llvm::StringRef spec, mlir::TypeRange arguments);

private:
  mlir::ModuleOp module;
  mlir::SymbolTable symbols;
  llvm::StringMap<mlir::func::FuncOp> functions;
  llvm::StringMap<int> suffixes; ///< the last one that a symbol was given
};

/// Emits the kernels of one family.
class KernelEmitter {
public:
  virtual ~KernelEmitter() = default;
  /// Whether this family computes `op`.
  virtual bool matches(qnn::FusedOp op) const = 0;
  /// Emits or finds the kernel of `op`, which matches. On failure a diagnostic at
  /// `op` says why.
  virtual mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const = 0;
};

/// The value whose elements `value` is: through reshapes.
mlir::Value getRoot(mlir::Value value);
/// The flat buffer type of a tensor: `memref<N x storage>`, i1 as i8.
mlir::MemRefType getBufferType(mlir::Type tensor);
/// The buffer types of a fused op's inputs and outputs, in argument order.
llvm::SmallVector<mlir::Type> getBufferTypes(qnn::FusedOp op);
/// The argument types of a kernel of `op` with the constants and scratch of `kernel`.
llvm::SmallVector<mlir::Type> getArgumentTypes(qnn::FusedOp op, const Kernel &kernel);

/// Kernels for matrix, convolution and recurrent layers (more specific first): the driver
/// asks these before the generic emitters.
std::vector<std::unique_ptr<KernelEmitter>> makeContractionEmitters();

} // namespace quantc::lower

#endif // QUANTC_LOWER_KERNELEMITTER_H
