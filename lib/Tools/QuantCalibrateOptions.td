//===- QuantCalibrateOptions.td - Options of quant-calibrate -----*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm output : ShortValue<"o", "<QCAL>", "Write the calibration file <QCAL>; of observe, qparams and fake-quantize a .npz">;
defm samples : Value<"samples", "<N>", "Use the first <N> samples only">;
defm shard : Value<"shard", "<K>/<N>", "Use part <K> of <N> of the samples; merge makes the parts one">;
defm threads : ShortValue<"j", "<N>", "Use <N> threads; default: all processors. The result is the same">;
def no_samples : Switch<"no-samples", "Keep no samples in the file, for privacy; the recipe's sample steps are then skipped">;
defm checkpoint : Value<"checkpoint", "<SECONDS>", "How often <QCAL>.partial is written, with which an interrupted run goes on; default 60, 0 never">;
def restart : Switch<"restart", "Begin anew, whatever lies in <QCAL>.partial">;
defm histogram : OptionalValue<"histogram", "<ID>", "show: the histogram of <ID>, or of all, in place of the table">;

defm observer : Value<"observer", "<SPEC>", "The observer, NAME or NAME(key=value,...), such as percentile(99.99) (observe; default mse); with MODEL, ranges of it go into the file if statistics do not give them, as of histogram, and it may be given more than once">;
defm qparams : Value<"qparams", "<SPEC>", "observe, qparams: whose formula gives scale and zero point: quantc, torch, torch-dynamic, ort, ai-edge, nncf, such as torch(type=s8,symmetric=true)">;
def at_once : Switch<"at-once", "observe: all batches of an array are one batch">;
defm quant_min : Value<"quant-min", "<N>", "fake-quantize: the least code; default 0">;
defm quant_max : Value<"quant-max", "<N>", "fake-quantize: the greatest code; default 255">;
defm axis : Value<"axis", "<N>", "fake-quantize: the axis of the channels; default: one scale for the tensor">;
