//===- DecodeTensor.h - From TensorProto to host tensors --------*- C++ -*-===//

#ifndef QUANTC_LIB_IMPORT_ONNX_DECODETENSOR_H
#define QUANTC_LIB_IMPORT_ONNX_DECODETENSOR_H

#include "Model.h"

namespace quantc::onnx {

namespace proto {
class Tensor;
} // namespace proto

/// Decodes raw, typed or external data; `what` names the tensor in errors.
llvm::Expected<HostTensor> decodeTensor(const proto::Tensor &tensor, const std::string &what,
                                        ExternalReader readExternal);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_DECODETENSOR_H
