//===- OnnxMutator.cpp - Change one thing in a valid ONNX model -----------===//
//
// Random bytes rarely get past the parser. This mutator changes messages: an op, an
// attribute, a size, an edge, the data of a tensor, so that most results are models
// that are nearly right, which is where importers break.
//
//===----------------------------------------------------------------------===//

#include "onnx.pb.h"

#include <cstdint>
#include <cstring>
#include <random>
#include <string>

using namespace quantc::onnx;

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maxSize);

namespace {

const char *const kOps[] = {"Abs",
                            "Add",
                            "And",
                            "ArgMax",
                            "AveragePool",
                            "BatchNormalization",
                            "Cast",
                            "CastLike",
                            "Ceil",
                            "Clip",
                            "Concat",
                            "Constant",
                            "Conv",
                            "Celu",
                            "ConvTranspose",
                            "ConstantOfShape",
                            "DepthToSpace",
                            "DequantizeLinear",
                            "Div",
                            "Dropout",
                            "Elu",
                            "Equal",
                            "Erf",
                            "Exp",
                            "Expand",
                            "Flatten",
                            "Floor",
                            "Gather",
                            "Gelu",
                            "Gemm",
                            "GlobalAveragePool",
                            "GlobalMaxPool",
                            "HardSigmoid",
                            "HardSwish",
                            "Identity",
                            "LRN",
                            "LeakyRelu",
                            "Log",
                            "LogSoftmax",
                            "MatMul",
                            "Max",
                            "MaxPool",
                            "Min",
                            "Mish",
                            "Mod",
                            "Mul",
                            "Neg",
                            "Not",
                            "PRelu",
                            "Pad",
                            "Pow",
                            "QuantizeLinear",
                            "Range",
                            "Reciprocal",
                            "ReduceMax",
                            "ReduceMean",
                            "ReduceProd",
                            "ReduceSum",
                            "Relu",
                            "Reshape",
                            "Resize",
                            "Round",
                            "Selu",
                            "Shape",
                            "Shrink",
                            "Sigmoid",
                            "Sign",
                            "Size",
                            "Slice",
                            "Softmax",
                            "Softplus",
                            "Softsign",
                            "SpaceToDepth",
                            "Split",
                            "Sqrt",
                            "Squeeze",
                            "Sub",
                            "Sum",
                            "Tanh",
                            "ThresholdedRelu",
                            "Transpose",
                            "Unsqueeze",
                            "Upsample",
                            "Where"};
const char *const kAttributes[] = {"alpha",     "auto_pad",       "axes",         "axis",  "beta",      "blocksize",
                                   "ceil_mode", "dilations",      "epsilon",      "group", "keepdims",  "kernel_shape",
                                   "mode",      "output_padding", "output_shape", "pads",  "perm",      "scales",
                                   "size",      "split",          "strides",      "to",    "transA",    "transB",
                                   "value",     "value_ints",     "start",        "end",   "allowzero", "num_outputs"};
const char *const kTexts[] = {"",     "constant", "edge",          "linear",     "nearest",    "SAME_UPPER", "VALID",
                              "tanh", "CRD",      "align_corners", "half_pixel", "SAME_LOWER", "ceil"};
const int64_t kNumbers[] = {0,  1,   -1,  2,         3,         4,         7,         8,
                            -2, 16,  17,  255,       256,       65536,     INT32_MAX, INT32_MIN,
                            -3, 100, 224, INT64_MAX, INT64_MIN, 1LL << 32, 1LL << 40, 5};

class Mutator {
public:
  explicit Mutator(unsigned seed) : random(seed) {}
  void mutate(proto::Model &model);

private:
  size_t below(size_t count) { return count ? random() % count : 0; }
  bool chance(unsigned oneIn) { return below(oneIn) == 0; }
  int64_t number() { return chance(4) ? int64_t(random()) % 16 : kNumbers[below(std::size(kNumbers))]; }
  template <size_t N> const char *pick(const char *const (&list)[N]) { return list[below(N)]; }
  /// The name of some value of the graph.
  std::string name(const proto::Graph &graph);
  void mutateBytes(std::string &bytes);
  template <typename List> void mutateNumbers(List &list);
  void mutateTensor(proto::Tensor &tensor);
  void mutateAttribute(proto::Attribute &attribute);
  void mutateNode(proto::Graph &graph, proto::Node &node);
  void mutateValue(proto::ValueInfo &value);
  void mutateGraph(proto::Graph &graph);

  std::mt19937 random;
};

} // namespace

std::string Mutator::name(const proto::Graph &graph) {
  switch (below(3)) {
  case 0:
    if (graph.initializer_size())
      return graph.initializer(below(graph.initializer_size())).name();
    [[fallthrough]];
  case 1:
    if (graph.input_size())
      return graph.input(below(graph.input_size())).name();
    [[fallthrough]];
  default:
    if (graph.node_size()) {
      const proto::Node &node = graph.node(below(graph.node_size()));
      if (node.output_size())
        return node.output(below(node.output_size()));
    }
  }
  return "x";
}

void Mutator::mutateBytes(std::string &bytes) {
  size_t size = bytes.size();
  bytes.resize(size + 16);
  bytes.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t *>(bytes.data()), size, bytes.size()));
}

template <typename List> void Mutator::mutateNumbers(List &list) {
  size_t kind = below(4);
  if (list.size() == 0 || kind == 0)
    list.Add(number());
  else if (kind == 1)
    list.RemoveLast();
  else
    list.Set(below(list.size()), number());
}

void Mutator::mutateTensor(proto::Tensor &tensor) {
  switch (below(6)) {
  case 0:
  case 1:
    mutateNumbers(*tensor.mutable_dims());
    break;
  case 2:
    tensor.set_data_type(below(28));
    break;
  case 3:
    if (tensor.raw_data().size() >= 8) { // one interesting integer in the data
      int64_t value = number();
      std::memcpy(tensor.mutable_raw_data()->data() + below(tensor.raw_data().size() / 8) * 8, &value, 8);
      break;
    }
    [[fallthrough]];
  case 4:
    mutateBytes(*tensor.mutable_raw_data());
    break;
  default:
    mutateNumbers(*tensor.mutable_int64_data());
    if (chance(2))
      tensor.clear_raw_data();
  }
}

void Mutator::mutateAttribute(proto::Attribute &attribute) {
  if (chance(8))
    attribute.set_name(pick(kAttributes));
  switch (below(5)) {
  case 0:
    attribute.set_type(2);
    attribute.set_i(number());
    break;
  case 1:
    attribute.set_type(7);
    mutateNumbers(*attribute.mutable_ints());
    break;
  case 2:
    attribute.set_type(3);
    attribute.set_s(pick(kTexts));
    break;
  case 3:
    attribute.set_type(1);
    attribute.set_f(chance(3) ? float(number()) : float(below(100)) / 10);
    break;
  default:
    if (attribute.type() == 4)
      mutateTensor(*attribute.mutable_t());
    else
      attribute.set_i(number());
  }
}

void Mutator::mutateNode(proto::Graph &graph, proto::Node &node) {
  switch (below(7)) {
  case 0:
    node.set_op_type(pick(kOps));
    break;
  case 1:
    if (node.input_size())
      node.set_input(below(node.input_size()), chance(8) ? "" : name(graph));
    break;
  case 2:
    node.add_input(name(graph));
    break;
  case 3:
    if (node.input_size())
      node.mutable_input()->RemoveLast();
    break;
  case 4: {
    proto::Attribute *attribute = node.add_attribute();
    attribute->set_name(pick(kAttributes));
    mutateAttribute(*attribute);
    break;
  }
  case 5:
    if (node.attribute_size())
      node.mutable_attribute()->DeleteSubrange(below(node.attribute_size()), 1);
    break;
  default:
    if (node.attribute_size())
      mutateAttribute(*node.mutable_attribute(below(node.attribute_size())));
  }
}

void Mutator::mutateValue(proto::ValueInfo &value) {
  proto::TensorType *type = value.mutable_type()->mutable_tensor_type();
  auto *dims = type->mutable_shape()->mutable_dim();
  size_t kind = below(6);
  if (kind == 0)
    type->set_elem_type(below(20));
  else if (kind == 1 || dims->empty())
    dims->Add()->set_dim_value(number());
  else if (kind == 2)
    dims->RemoveLast();
  else if (kind == 3)
    (*dims)[below(dims->size())].set_dim_param("N");
  else
    (*dims)[below(dims->size())].set_dim_value(number());
}

void Mutator::mutateGraph(proto::Graph &graph) {
  switch (below(8)) {
  case 0:
    if (graph.input_size())
      mutateValue(*graph.mutable_input(below(graph.input_size())));
    break;
  case 1:
    if (graph.initializer_size())
      mutateTensor(*graph.mutable_initializer(below(graph.initializer_size())));
    break;
  case 2: // a new node after the others, its result returned
    if (graph.node_size() && graph.node_size() < 40) {
      proto::Node node = graph.node(below(graph.node_size()));
      std::string output = "n" + std::to_string(random() % 1000);
      node.clear_output();
      node.add_output(output);
      mutateNode(graph, node);
      *graph.add_node() = node;
      graph.add_output()->set_name(output);
    }
    break;
  case 3:
    if (graph.node_size() && chance(4))
      graph.mutable_node()->DeleteSubrange(below(graph.node_size()), 1);
    break;
  case 4:
    if (graph.output_size())
      graph.mutable_output(below(graph.output_size()))->set_name(name(graph));
    break;
  default:
    if (graph.node_size())
      mutateNode(graph, *graph.mutable_node(below(graph.node_size())));
  }
}

void Mutator::mutate(proto::Model &model) {
  if (chance(40) && model.opset_import_size())
    model.mutable_opset_import(0)->set_version(7 + below(19));
  for (size_t count = chance(2) ? 1 : 2 + below(3); count > 0; --count)
    mutateGraph(*model.mutable_graph());
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize, unsigned seed) {
  proto::Model model;
  if (seed % 50 == 0 || !model.ParseFromArray(data, int(size)))
    return LLVMFuzzerMutate(data, size, maxSize); // bytes, now and then
  Mutator(seed).mutate(model);
  std::string bytes = model.SerializePartialAsString();
  if (bytes.size() > maxSize)
    return LLVMFuzzerMutate(data, size, maxSize);
  std::memcpy(data, bytes.data(), bytes.size());
  return bytes.size();
}
