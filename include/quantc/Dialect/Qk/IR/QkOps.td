//===- QkOps.td - Kernel-level ops ------------------------------*- td -*-===//

#ifndef QUANTC_DIALECT_QK_IR_QKOPS
#define QUANTC_DIALECT_QK_IR_QKOPS

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Qk_Dialect : Dialect {
  let name = "qk";
  let cppNamespace = "::quantc::qk";
  let summary = "What kernels need of an instruction set, by meaning";
  let description = [{
    Between loop nests and instructions: exact dot products, rounding with
    saturation, table lookup, all on 1-D vectors. Loop nests are written once;
    `lower-qk` chooses instructions. Each op has one meaning on every target.
  }];
  let useDefaultAttributePrinterParser = 1;
}

class Qk_Op<string mnemonic, list<Trait> traits = []> : Op<Qk_Dialect, mnemonic, traits>;

def Qk_KernelAttr : AttrDef<Qk_Dialect, "Kernel"> {
  let mnemonic = "kernel";
  let summary = "The kernel that computes a fused op, and its tile";
  let description = [{
    `name` is a family of Lower: `contraction`, `depthwise`, `packed` of weights in few
    bits, or `generic`, which has no tile. A tile is `rows` output positions by `columns` output channels; 0 stands
    for what the family does by itself.

    Example: `#qk.kernel<"contraction", 6 x 64>`
  }];
  let parameters = (ins StringRefParameter<"kernel family">:$name, DefaultValuedParameter<"int64_t", "0">:$rows,
                        DefaultValuedParameter<"int64_t", "0">:$columns);
  let assemblyFormat = "`<` $name (`,` $rows^ `x` $columns)? `>`";
  let genVerifyDecl = 1;
}

def Qk_DotOp : Qk_Op<"dot", [Pure, AllTypesMatch<["accumulator", "result"]>, AllTypesMatch<["lhs", "rhs"]>]> {
  let summary = "Add dot products of groups of lanes to an accumulator";
  let description = [{
    `result[l] = accumulator[l] + sum over g of lhs[l * G + g] * rhs[l * G + g]`, modulo
    2^32, where G is 4 for i8 and 2 or 1 for i16 operands. `rhs` is signed; `lhs` is unsigned
    with `lhs_unsigned`.

    `pairs_fit` promises that the sum of each two adjacent products (lanes 2n and 2n + 1 of
    the operands) fits in a signed 16-bit number. Targets without a dot product
    are faster where it holds. It is set where Lower has proved it.

    Constraints:
    - (C1) operands have G times as many lanes as the accumulator.
    - (C2) `lhs_unsigned` and `pairs_fit` are for i8 operands.
  }];
  let arguments = (ins VectorOfRankAndType<[1], [I32]>:$accumulator, VectorOfRankAndType<[1], [I8, I16]>:$lhs,
                       VectorOfRankAndType<[1], [I8, I16]>:$rhs, UnitAttr:$lhs_unsigned, UnitAttr:$pairs_fit);
  let results = (outs VectorOfRankAndType<[1], [I32]>:$result);
  let assemblyFormat = "$accumulator `,` $lhs `,` $rhs attr-dict `:` type($accumulator) `,` type($lhs)";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// Products summed into one lane: 4, 2 or 1.
    int64_t getGroup() { return ::llvm::cast<::mlir::VectorType>(getLhs().getType()).getNumElements() /
                                ::llvm::cast<::mlir::VectorType>(getAccumulator().getType()).getNumElements(); }
  }];
}

def Qk_MmlaOp : Qk_Op<"mmla", [Pure, AllTypesMatch<["accumulator", "result"]>, AllTypesMatch<["lhs", "rhs"]>]> {
  let summary = "Add a 2x8 by 8x2 matrix product to a 2x2 accumulator";
  let description = [{
    `lhs` holds 2 rows of 8 signed bytes, `rhs` 2 columns of 8; the accumulator is
    row-major 2x2, modulo 2^32.
  }];
  let arguments = (ins VectorOfLengthAndType<[4], [I32]>:$accumulator, VectorOfLengthAndType<[16], [I8]>:$lhs,
                       VectorOfLengthAndType<[16], [I8]>:$rhs);
  let results = (outs VectorOfLengthAndType<[4], [I32]>:$result);
  let assemblyFormat = "$accumulator `,` $lhs `,` $rhs attr-dict `:` type($accumulator) `,` type($lhs)";
}

def Qk_LoadGroupOp : Qk_Op<"load_group"> {
  let summary = "Load some adjacent elements and repeat them over a vector";
  let description = [{
    Loads `group` elements at `index` and repeats them as often as the result has room.

    Constraints:
    - (C1) `group` is positive and divides the result's lanes.
    - (C2) the buffer is 1-D of the result's element type.
  }];
  let arguments = (ins Arg<MemRefRankOf<[I8, I16, F32], [1]>, "", [MemRead]>:$base, Index:$index, I64Attr:$group);
  let results = (outs VectorOfRankAndType<[1], [I8, I16, F32]>:$result);
  let assemblyFormat = "$base `[` $index `]` `group` $group attr-dict `:` type($base) `->` type($result)";
  let hasVerifier = 1;
}

def Qk_RoundPackOp : Qk_Op<"round_pack", [Pure, SameTypeOperands]> {
  let summary = "Round floats to integers, add a zero point, saturate to 8 or 16 bits";
  let description = [{
    `clamp(roundeven(t) + zero_point, low, high)` of each lane, ties to even, with the
    lanes of all inputs in sequence. Values of any size saturate. `bounded` promises
    |t| <= 2^31 - 128, which saves an instruction on x86 for bytes.

    With `in_lane` the order is that of x86's packs: of each input in turn the
    four lanes of the first 128 bits, then of the second, and so on.

    Constraints:
    - (C1) one to four inputs of 4, 8 or 16 lanes; for 16 bits one or two.
    - (C2) low <= high, both in [-128, 127] or both in [0, 255]; `zero_point` is in [-128, 255]. For 16 bits all
      are in [-32768, 32767].
    - (C3) the result has as many lanes as all inputs together.
  }];
  let arguments = (ins Variadic<VectorOfRankAndType<[1], [F32]>>:$inputs, I64Attr:$zero_point, I64Attr:$low, I64Attr:$high,
                       UnitAttr:$bounded, UnitAttr:$in_lane);
  let results = (outs VectorOfRankAndType<[1], [I8, I16]>:$result);
  let assemblyFormat = "$inputs `to` `[` $low `,` $high `]` `zero_point` $zero_point attr-dict `:` type($inputs) `->` type($result)";
  let hasVerifier = 1;
}

def Qk_LookupOp : Qk_Op<"lookup", [AllTypesMatch<["input", "result"]>]> {
  let summary = "Replace bytes by entries of a table";
  let description = [{
    `result[l] = table[first + unsigned(input[l])]`, a table of 256 bytes that begins at
    `first`. A pinned index holds the loads of the table where the lookup is, instead of
    a table in registers all through a loop.
  }];
  let arguments = (ins VectorOfRankAndType<[1], [I8]>:$input, Arg<MemRefRankOf<[I8], [1]>, "", [MemRead]>:$table,
                       Index:$first);
  let results = (outs VectorOfRankAndType<[1], [I8]>:$result);
  let assemblyFormat = "$input `in` $table `[` $first `]` attr-dict `:` type($input) `,` type($table)";
  let hasVerifier = 1;
}

def Qk_PinOp : Qk_Op<"pin", [DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "Hand values on at this point of the code";
  let description = [{
    The results are the operands, in one instruction's place: all operands are computed
    before it, and whatever uses a result comes after it. No optimizer sees through it,
    so that a load at a pinned index is neither hoisted out of a loop nor done early. It
    divides a long tile into phases that each fit the registers, and emits no code.
  }];
  let arguments = (ins Variadic<AnyTypeOf<[Index, VectorOfRankAndType<[1], [I32, F32]>]>>:$values);
  let results = (outs Variadic<AnyTypeOf<[Index, VectorOfRankAndType<[1], [I32, F32]>]>>:$results);
  let assemblyFormat = "$values attr-dict `:` type($values)";
}

#endif
