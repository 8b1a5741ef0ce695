//===- ImportOptions.td - Options of tools that read networks --*- td -*-===//

defm shape : Value<"shape", "<NAME>:1x3x224x224", "Shape of an input of an ONNX file that has symbolic sizes">;
defm batch : Value<"batch", "<N>", "Size of a symbolic batch of an ONNX file; 1 unless given">;
defm tensor_budget : Value<"tensor-budget", "<BYTES>", "The most that one tensor of an ONNX file may take; 2 GiB unless given">;
defm fold_budget : Value<"fold-budget", "<BYTES>", "The most that shape arithmetic of an ONNX file may take; 1 GiB unless given">;

defm input_type : Value<"input-type", "<T>", "u8, s8 or f32: images enter as these elements q, and the network begins with (q - mean) * scale. Of one input of several NAME:T; likewise below">;
defm input_mean : Value<"input-mean", "<M>", "The mean in (q - mean) * scale, one value or one a channel: 123.7,116.3,103.5; 0 unless given">;
defm input_scale : Value<"input-scale", "<S>", "The scale in (q - mean) * scale, likewise; 1 unless given. For a division by a deviation give 1 / deviation">;
defm input_layout : Value<"input-layout", "<L>", "nhwc or nchw: how images enter; the network's own layout unless given">;
defm top_k : Value<"top-k", "<K>", "In place of an output the indices and values of its <K> greatest elements along the last axis, as outputs <NAME>_indices and <NAME>_values; NAME:K for one output">;
