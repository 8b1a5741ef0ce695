//===- ImageArrays.h - Images and raw files as arrays -----------*- C++ -*-===//

#ifndef QUANTC_LIB_RUNNER_IMAGEARRAYS_H
#define QUANTC_LIB_RUNNER_IMAGEARRAYS_H

#include "SampleParts.h"

namespace quantc {

/// Whether a file holds the bytes of samples and nothing else, by its name: .raw or .bin.
bool isRawName(llvm::StringRef path);

/// Opens an image as one sample of an input: its head is read and compared with the input's sizes; its pixels are read
/// with the first element. Bytes as they are, of an s8 input less 128; in the input's layout, and a gray image for an
/// input of three colours three times.
llvm::Expected<std::unique_ptr<ArrayStream>> openImageArray(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs);

/// Opens a file of bytes as samples of an input, one after another.
llvm::Expected<std::unique_ptr<ArrayStream>> openRawArray(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs);

} // namespace quantc

#endif // QUANTC_LIB_RUNNER_IMAGEARRAYS_H
