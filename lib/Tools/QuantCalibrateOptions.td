//===- QuantCalibrateOptions.td - Options of quant-calibrate -----*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm output : ShortValue<"o", "<QCAL>", "Write the calibration file <QCAL>">;
defm samples : Value<"samples", "<N>", "Use the first <N> samples only">;
defm threads : ShortValue<"j", "<N>", "Use <N> threads; default: all processors. The result is the same">;
def no_samples : Switch<"no-samples", "Keep no samples in the file, for privacy; the recipe's sample steps are then skipped">;
