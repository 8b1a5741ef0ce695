//===- ModelBuilder.cpp - An ONNX graph in the making ---------------------===//
//
// Tested by test/Export.
//
//===----------------------------------------------------------------------===//

#include "ModelBuilder.h"

#include "onnx.pb.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringSet.h"

using namespace quantc;
using namespace quantc::exporter;
using llvm::ArrayRef;
using llvm::StringRef;
namespace proto = quantc::onnx::proto;

namespace {
/// An opset, and the IR version that came with it.
struct Version {
  int64_t opset, ir;
};
} // namespace
/// The ops that are written are those of opset 20, where 21 has types that a network needs. Optimizers know it longer.
static constexpr Version kUsual{20, 9}, kSmallAndWideTypes{21, 10};

static bool isSmallOrWide(DataType type) {
  return type == DataType::Int4 || type == DataType::UInt4 || type == DataType::Int16 || type == DataType::UInt16;
}

TensorId ModelBuilder::addTensor(StringRef name, bool isFromNode) {
  tensors.push_back({name.str(), isFromNode});
  return tensors.size() - 1;
}

TensorId ModelBuilder::addInput(StringRef name, DataType type, ArrayRef<int64_t> shape) {
  TensorId tensor = addTensor(name, /*isFromNode=*/false);
  inputs.push_back({tensor, type, llvm::to_vector(shape)});
  return tensor;
}

TensorId ModelBuilder::addInitializer(StringRef name, DataType type, ArrayRef<int64_t> shape, std::string bytes) {
  TensorId tensor = addTensor(name, /*isFromNode=*/false);
  initializers.push_back({{tensor, type, llvm::to_vector(shape)}, std::move(bytes)});
  return tensor;
}

template <typename T> static std::string toBytes(ArrayRef<T> values) {
  return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
}

TensorId ModelBuilder::addFloats(StringRef name, ArrayRef<int64_t> shape, ArrayRef<float> values) {
  return addInitializer(name, DataType::Float, shape, toBytes(values));
}

TensorId ModelBuilder::addIntegers(StringRef name, ArrayRef<int64_t> values) {
  return addInitializer(name, DataType::Int64, int64_t(values.size()), toBytes(values));
}

TensorId ModelBuilder::addNode(StringRef opType, ArrayRef<TensorId> operands, StringRef name,
                               std::vector<NodeAttribute> attributes) {
  TensorId tensor = addTensor(name, /*isFromNode=*/true);
  nodes.push_back({opType.str(), name.str(), llvm::to_vector(operands), tensor, std::move(attributes)});
  return tensor;
}

void ModelBuilder::addOutput(StringRef name, TensorId tensor, DataType type, ArrayRef<int64_t> shape) {
  if (!tensors[tensor].isFromNode || tensors[tensor].isOutput)
    tensor = addNode("Identity", tensor, name);
  tensors[tensor].name = name;
  tensors[tensor].isOutput = true;
  outputs.push_back({tensor, type, llvm::to_vector(shape)});
}

namespace {
/// Hands out each name once.
class Names {
public:
  std::string take(StringRef wanted) {
    std::string name = wanted.str();
    for (unsigned &number = numbers[wanted]; !taken.insert(name).second;)
      name = (wanted + "_" + llvm::Twine(++number)).str();
    return name;
  }

private:
  llvm::StringSet<> taken;
  llvm::StringMap<unsigned> numbers;
};
} // namespace

void ModelBuilder::settleNames() {
  Names tensorNames, nodeNames;
  std::vector<bool> isSettled(tensors.size());
  for (const std::vector<Info> *infos : {&inputs, &outputs})
    for (const Info &info : *infos) {
      tensors[info.tensor].name = tensorNames.take(tensors[info.tensor].name);
      isSettled[info.tensor] = true;
    }
  for (size_t i = 0; i < tensors.size(); ++i)
    if (!isSettled[i])
      tensors[i].name = tensorNames.take(tensors[i].name);
  for (Node &node : nodes)
    node.name = nodeNames.take(node.name);
}

static void writeAttribute(const NodeAttribute &from, proto::Attribute &to) {
  to.set_name(from.name); // types are AttributeProto.AttributeType
  if (const auto *integer = std::get_if<int64_t>(&from.value)) {
    to.set_i(*integer);
    to.set_type(2);
  } else if (const auto *real = std::get_if<float>(&from.value)) {
    to.set_f(*real);
    to.set_type(1);
  } else if (const auto *text = std::get_if<std::string>(&from.value)) {
    to.set_s(*text);
    to.set_type(3);
  } else {
    for (int64_t value : std::get<std::vector<int64_t>>(from.value))
      to.add_ints(value);
    to.set_type(7);
  }
}

llvm::Expected<std::string> ModelBuilder::write() {
  settleNames();
  proto::Model model;
  auto needsTypes = [](const auto &infos) {
    return llvm::any_of(infos, [](const Info &info) { return isSmallOrWide(info.type); });
  };
  bool areNeeded = needsTypes(inputs) || needsTypes(outputs) ||
                   llvm::any_of(initializers, [](const auto &one) { return isSmallOrWide(one.info.type); });
  const Version &version = areNeeded ? kSmallAndWideTypes : kUsual;
  model.set_ir_version(version.ir);
  model.set_producer_name("quantc");
  model.set_producer_version(QUANTC_VERSION);
  model.add_opset_import()->set_version(version.opset);
  for (const auto &[key, value] : metadata) {
    proto::Entry &entry = *model.add_metadata_props();
    entry.set_key(key);
    entry.set_value(value);
  }
  proto::Graph &graph = *model.mutable_graph();
  graph.set_name("main");
  auto write = [&](const Info &info, proto::ValueInfo &to) {
    to.set_name(tensors[info.tensor].name);
    proto::TensorType &type = *to.mutable_type()->mutable_tensor_type();
    type.set_elem_type(int(info.type));
    proto::Shape &shape = *type.mutable_shape(); // present for a scalar, too
    for (int64_t size : info.shape)
      shape.add_dim()->set_dim_value(size);
  };
  for (const Info &input : inputs)
    write(input, *graph.add_input());
  for (const Info &output : outputs)
    write(output, *graph.add_output());
  for (Initializer &initializer : initializers) {
    proto::Tensor &tensor = *graph.add_initializer();
    tensor.set_name(tensors[initializer.info.tensor].name);
    tensor.set_data_type(int(initializer.info.type));
    for (int64_t size : initializer.info.shape)
      tensor.add_dims(size);
    tensor.set_raw_data(std::move(initializer.bytes));
  }
  for (const Node &node : nodes) {
    proto::Node &to = *graph.add_node();
    to.set_name(node.name);
    to.set_op_type(node.opType);
    for (TensorId input : node.inputs)
      to.add_input(input == kNone ? "" : tensors[input].name);
    to.add_output(tensors[node.output].name);
    for (const NodeAttribute &attribute : node.attributes)
      writeAttribute(attribute, *to.add_attribute());
  }
  if (model.ByteSizeLong() > INT32_MAX)
    return badInput("an ONNX file of " + llvm::Twine(model.ByteSizeLong()) + " bytes, over the 2 GiB of protobuf");
  return model.SerializeAsString();
}
