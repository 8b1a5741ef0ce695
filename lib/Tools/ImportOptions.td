//===- ImportOptions.td - Options of tools that read ONNX ------*- td -*-===//

defm shape : Value<"shape", "<NAME>:1x3x224x224", "Shape of an input of an ONNX file that has symbolic sizes">;
defm batch : Value<"batch", "<N>", "Size of a symbolic batch of an ONNX file; 1 unless given">;
defm tensor_budget : Value<"tensor-budget", "<BYTES>", "The most that one tensor of an ONNX file may take; 2 GiB unless given">;
defm fold_budget : Value<"fold-budget", "<BYTES>", "The most that shape arithmetic of an ONNX file may take; 1 GiB unless given">;
