//===- ReadModel.cpp - From bytes to an ONNX model ------------------------===//
//
// Measure, parse, copy: Wire.h bounds what protobuf may allocate, then every
// tensor is decoded with its size checked. An empty file parses as a message, so
// a version and a graph are asked for.
//
// Tested by test/Import/wire.test and tensor-data.test.
//
//===----------------------------------------------------------------------===//

#include "DecodeTensor.h"
#include "Model.h"
#include "Wire.h"

#include "onnx.pb.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <google/protobuf/io/coded_stream.h>

using namespace quantc;
using namespace quantc::onnx;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

int64_t Model::getOpset(StringRef domain) const {
  for (const auto &[name, version] : opsets)
    if (name == domain || (domain.empty() && name == "ai.onnx"))
      return version;
  return 0;
}

std::string onnx::escape(StringRef name) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::printEscapedString(name.take_front(200), os);
  os << (name.size() > 200 ? "..." : "");
  return text;
}

std::string onnx::quote(StringRef name) { return "'" + escape(name) + "'"; }

std::string onnx::formatNumber(double value) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.9g", value);
  return text;
}

std::string onnx::formatShape(llvm::ArrayRef<int64_t> shape) {
  std::string text;
  for (int64_t size : shape)
    text += (text.empty() ? "" : "x") + std::to_string(size);
  return text.empty() ? "scalar" : text;
}

static Error readAttribute(const proto::Attribute &from, const std::string &what, ExternalReader readExternal,
                           NodeAttribute &to) {
  to.name = from.name();
  to.type = from.type();
  to.f = from.f();
  to.i = from.i();
  to.s = from.s();
  to.floats.assign(from.floats().begin(), from.floats().end());
  to.ints.assign(from.ints().begin(), from.ints().end());
  to.strings.assign(from.strings().begin(), from.strings().end());
  if (!from.ref_attr_name().empty())
    return badInput(what + " attribute " + quote(to.name) + " refers to a function's attribute");
  if (to.type == NodeAttribute::Undefined) // files before IR version 2 leave it out
    to.type = from.has_f()          ? NodeAttribute::Float
              : from.has_i()        ? NodeAttribute::Int
              : from.has_s()        ? NodeAttribute::String
              : from.has_t()        ? NodeAttribute::TensorValue
              : from.floats_size()  ? NodeAttribute::Floats
              : from.strings_size() ? NodeAttribute::Strings
                                    : NodeAttribute::Ints;
  if (to.type != NodeAttribute::TensorValue)
    return Error::success();
  Expected<HostTensor> value = decodeTensor(from.t(), what + " attribute " + quote(to.name), readExternal);
  if (!value)
    return value.takeError();
  to.t = {to.name, std::move(*value), getNibbleKind(from.t().data_type()).has_value()};
  return Error::success();
}

static Error readNode(const proto::Node &from, int64_t index, ExternalReader readExternal, Node &to) {
  to.name = from.name();
  to.opType = from.op_type();
  to.domain = from.domain() == "ai.onnx" ? "" : from.domain();
  to.inputs.assign(from.input().begin(), from.input().end());
  to.outputs.assign(from.output().begin(), from.output().end());
  std::string what = "node " + (to.name.empty() ? Twine(index).str() : quote(to.name)) + " (" + escape(to.opType) + ")";
  for (const proto::Attribute &attribute : from.attribute()) {
    to.attributes.emplace_back();
    if (Error error = readAttribute(attribute, what, readExternal, to.attributes.back()))
      return error;
  }
  return Error::success();
}

static ValueInfo readValueInfo(const proto::ValueInfo &from) {
  ValueInfo to;
  to.name = from.name();
  const proto::TensorType &type = from.type().tensor_type();
  to.dataType = type.elem_type();
  to.hasShape = type.has_shape();
  for (const proto::Dimension &dim : type.shape().dim())
    to.dims.push_back({dim.has_dim_value() ? std::optional<int64_t>(dim.dim_value()) : std::nullopt, dim.dim_param()});
  return to;
}

static Error readGraph(const proto::Graph &from, ExternalReader readExternal, Model &model) {
  if (from.sparse_initializer_size())
    return badInput("the model has sparse initializers, which are not supported");
  for (const proto::Tensor &tensor : from.initializer()) {
    Expected<HostTensor> value = decodeTensor(tensor, "initializer " + quote(tensor.name()), readExternal);
    if (!value)
      return value.takeError();
    model.initializers.push_back({tensor.name(), std::move(*value), getNibbleKind(tensor.data_type()).has_value()});
  }
  for (const proto::Node &node : from.node()) {
    model.nodes.emplace_back();
    if (Error error = readNode(node, int64_t(model.nodes.size()) - 1, readExternal, model.nodes.back()))
      return error;
  }
  for (const proto::ValueInfo &value : from.input())
    model.inputs.push_back(readValueInfo(value));
  for (const proto::ValueInfo &value : from.output())
    model.outputs.push_back(readValueInfo(value));
  return Error::success();
}

Expected<Model> onnx::readModel(StringRef bytes, ExternalReader readExternal) {
  if (bytes.size() > INT32_MAX)
    return badInput(Twine(bytes.size()) + " bytes, over the 2 GiB of protobuf; use external data");
  if (Error error = checkWire(bytes))
    return error;
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const uint8_t *>(bytes.data()), int(bytes.size()));
  stream.SetRecursionLimit(40);
  proto::Model parsed;
  if (!parsed.ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage())
    return badInput("not an ONNX model: malformed after byte " + Twine(stream.CurrentPosition()));
  if (!parsed.has_ir_version() || !parsed.has_graph())
    return badInput("not an ONNX model: it has no " + Twine(parsed.has_graph() ? "IR version" : "graph"));
  Model model;
  model.irVersion = parsed.ir_version();
  for (const proto::OperatorSet &set : parsed.opset_import())
    model.opsets.emplace_back(set.domain() == "ai.onnx" ? "" : set.domain(), set.version());
  for (const proto::Entry &entry : parsed.metadata_props())
    model.metadata.emplace_back(entry.key(), entry.value());
  if (Error error = readGraph(parsed.graph(), readExternal, model))
    return error;
  return model;
}

Expected<Tensor> onnx::readTensor(StringRef bytes) {
  proto::Tensor parsed;
  if (bytes.size() > INT32_MAX || !parsed.ParseFromArray(bytes.data(), int(bytes.size())))
    return badInput("not an ONNX tensor");
  auto readExternal = [](const ExternalLocation &) -> Expected<std::vector<char>> {
    return badInput("data outside the file");
  };
  Expected<HostTensor> value = decodeTensor(parsed, "tensor " + quote(parsed.name()), readExternal);
  if (!value)
    return value.takeError();
  return Tensor{parsed.name(), std::move(*value), getNibbleKind(parsed.data_type()).has_value()};
}
