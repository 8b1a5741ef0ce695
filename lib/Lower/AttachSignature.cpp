//===- AttachSignature.cpp - The network's signature as JSON --------------===//
//
// Tested by test/Lower/attach-signature.mlir.
//
// Keys come out sorted and numbers with all their digits: the text is a pure
// function of the module.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Passes.h"

#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "quantc/Machine/Artefact.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "llvm/Support/JSON.h"

namespace quantc {
#define GEN_PASS_DEF_ATTACHSIGNATUREPASS
#include "quantc/Lower/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
namespace json = llvm::json;

/// "f32", "u8", "i8", "i32", "bool" and so on: the names of ElementKind.
static std::string getTypeName(Type element) {
  if (auto quantized = dyn_cast<quant::QuantizedType>(element))
    return ((quantized.isSigned() ? "i" : "u") + Twine(quantized.getStorageTypeIntegralWidth())).str();
  if (element.isInteger(1))
    return "bool";
  return ((isa<FloatType>(element)       ? "f"
           : element.isUnsignedInteger() ? "u"
                                         : "i") +
          Twine(element.getIntOrFloatBitWidth()))
      .str();
}

/// Type, shape and quantization of a tensor.
static json::Object describe(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  json::Object object{{"type", getTypeName(tensor.getElementType())}, {"shape", json::Array(tensor.getShape())}};
  auto quantized = qnn::getQuantizedType(tensor);
  if (!quantized)
    return object;
  object["scales"] = json::Array(qnn::getScales(quantized));
  object["zero_points"] = json::Array(qnn::getZeroPoints(quantized));
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(quantized))
    object["axis"] = axis.getQuantizedDimension();
  return object;
}

/// How the input is handed in, if not as the network has it: see qnn::kInputAttr.
static void describeInput(DictionaryAttr input, json::Object &object) {
  for (StringRef key : {"mean", "scale"})
    if (auto values = input.getAs<DenseF64ArrayAttr>(key))
      object[key] = json::Array(values.asArrayRef());
  for (StringRef key : {"layout", "normalization"})
    if (auto word = input.getAs<StringAttr>(key))
      object[key] = word.getValue();
}

/// Where a buffer lies: `{"arena": offset}`, `{"input": k}` or `{"output": k}`.
static json::Object locate(Value buffer, func::FuncOp run) {
  if (auto view = buffer.getDefiningOp<memref::ViewOp>()) {
    APInt offset;
    if (matchPattern(view.getByteShift(), m_ConstantInt(&offset)))
      return json::Object{{"arena", offset.getSExtValue()}};
  }
  if (auto argument = dyn_cast<BlockArgument>(buffer)) {
    auto role = run.getArgAttrOfType<StringAttr>(argument.getArgNumber(), "qnn.role");
    int64_t index = 0;
    for (unsigned i = 0; i < argument.getArgNumber(); ++i)
      index += run.getArgAttrOfType<StringAttr>(i, "qnn.role") == role;
    return json::Object{{role.getValue(), index}};
  }
  return json::Object();
}

/// The values that a call writes, as its attributes name them.
static json::Array describeCall(func::CallOp call, func::FuncOp run) {
  json::Array values;
  auto ids = call->getAttrOfType<ArrayAttr>(kCallIdsAttr);
  auto types = call->getAttrOfType<ArrayAttr>(kCallTypesAttr);
  auto first = call->getAttrOfType<IntegerAttr>(kCallFirstOutputAttr);
  if (!ids || !types || !first)
    return values;
  for (auto [index, id, type] : llvm::enumerate(ids.getAsRange<StringAttr>(), types.getAsRange<TypeAttr>())) {
    json::Object value = describe(type.getValue());
    value["id"] = id.getValue();
    for (auto &[key, where] : locate(call.getOperand(first.getInt() + index), run))
      value[key] = where;
    values.push_back(std::move(value));
  }
  return values;
}

namespace {
struct AttachSignature : public quantc::impl::AttachSignaturePassBase<AttachSignature> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto run = module.lookupSymbol<func::FuncOp>(kRunSymbol);
    if (!run || run.getNumArguments() == 0) {
      module.emitError("has no function @") << kRunSymbol << " with an arena";
      return signalPassFailure();
    }
    json::Array inputs, outputs, calls;
    for (unsigned i = 0; i + 1 < run.getNumArguments(); ++i) {
      auto name = run.getArgAttrOfType<StringAttr>(i, qnn::kNameAttr);
      auto type = run.getArgAttrOfType<TypeAttr>(i, "qnn.type");
      auto role = run.getArgAttrOfType<StringAttr>(i, "qnn.role");
      if (!name || !type || !role) {
        run.emitOpError("argument ") << i << " does not say what it is";
        return signalPassFailure();
      }
      json::Object object = describe(type.getValue());
      object["name"] = json::fixUTF8(name.getValue()); // a network may have any bytes
      if (auto input = run.getArgAttrOfType<DictionaryAttr>(i, qnn::kInputAttr))
        describeInput(input, object);
      (role.getValue() == "input" ? inputs : outputs).push_back(std::move(object));
    }
    for (auto call : run.getOps<func::CallOp>())
      calls.push_back(json::Object{{"kernel", call.getCallee()}, {"values", describeCall(call, run)}});
    auto arena = cast<MemRefType>(run.getArgumentTypes().back());
    auto getString = [&](StringRef attr) {
      auto value = module->getAttrOfType<StringAttr>(attr);
      return value ? value.getValue() : StringRef();
    };
    json::Object signature{{"version", kSignatureVersion},
                           {"profile", qnn::getWord(qnn::getProfile(module))},
                           {"target", getString(kTargetAttr)},
                           {"model_hash", getString("qnn.model_hash")},
                           {"arena_bytes", arena.getNumElements()},
                           {"arena_alignment", kBufferAlignment},
                           {"inputs", std::move(inputs)},
                           {"outputs", std::move(outputs)},
                           {"calls", std::move(calls)}};
    std::string text;
    llvm::raw_string_ostream(text) << json::Value(std::move(signature));
    module->setAttr(kSignatureAttr, StringAttr::get(&getContext(), text));
  }
};
} // namespace
