//===- QuantCalibrateOptions.td - Options of quant-calibrate -----*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm output : ShortValue<"o", "<QCAL>", "Write the calibration file <QCAL>">;
defm samples : Value<"samples", "<N>", "Use the first <N> samples only">;
defm shard : Value<"shard", "<K>/<N>", "Use part <K> of <N> of the samples; merge makes the parts one">;
defm threads : ShortValue<"j", "<N>", "Use <N> threads; default: all processors. The result is the same">;
def no_samples : Switch<"no-samples", "Keep no samples in the file, for privacy; the recipe's sample steps are then skipped">;
defm checkpoint : Value<"checkpoint", "<SECONDS>", "How often <QCAL>.partial is written, with which an interrupted run goes on; default 60, 0 never">;
def restart : Switch<"restart", "Begin anew, whatever lies in <QCAL>.partial">;
defm histogram : OptionalValue<"histogram", "<ID>", "show: the histogram of <ID>, or of all, in place of the table">;
