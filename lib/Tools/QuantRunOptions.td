//===- QuantRunOptions.td - Options of quant-run -----------------*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm output : ShortValue<"o", "<NPZ>", "Write the outputs to <NPZ>, under their names">;
defm labels : Value<"labels", "<KEY>", "Print the top-1 accuracy against the array <KEY> of the data">;
defm samples : Value<"samples", "<N>", "Use the first <N> samples only">;
defm time : OptionalValue<"time", "<ROUNDS>", "Time the runs; --time alone is 5 rounds">;
defm compare : Value<"compare", "<MODEL2>", "Compare outputs and layers with those of <MODEL2>, in dB">;
include "ImportOptions.td"
def keep_layers : Switch<"keep-layers", "With -o: write the layers, too, under their ids">;
