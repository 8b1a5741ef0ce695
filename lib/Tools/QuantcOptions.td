//===- QuantcOptions.td - Options of quantc --------------------*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm calibrate : Value<"calibrate", "<DATA>", "Samples to calibrate with, a .npz file or a folder: an array for each input, samples along the first axis; or PNG and JPEG images">;
defm calibration : Value<"calibration", "<QCAL>", "A calibration file in place of samples">;
defm held_back : Value<"held-back", "<N>", "Of --calibrate, the last <N> samples set no ranges, and the error is measured on them; one of 16 and at most 16 unless given, 0 for none">;
defm target : Value<"target", "<T>", "A level of --list-targets, a CPU that LLVM knows, or native (default)">;
defm recipe : Value<"recipe", "<FILE_OR_NAME>", "What to quantize and how: a name of --list-recipes, or a file (docs/recipes.md); some need no data">;
defm name : Value<"name", "<SYMBOL>", "Prefix of the C names; else the stem of OUT, or of MODEL for --emit=main and stdout">;
defm emit : Value<"emit", "<KIND>", "obj (with a header, default), shared (likewise), asm, llvm, mlir, onnx-qdq (an ONNX file with QuantizeLinear and DequantizeLinear), or main: a C program that reads stdin">;
defm from : Value<"from", "<STEP>", "Assert that MODEL stands after this step">;
defm to : Value<"to", "<STEP>", "Stop after this step; with --emit=mlir">;
include "ImportOptions.td"
defm output_type : Value<"output-type", "<T>", "s8, u8 or f32 (default): the type of the outputs; codes have scale and zero point in the header. NAME:T for one output">;
defm report : Value<"report", "<JSON>", "Write what became of each op">;
def integer_only : Switch<"integer-only", "Fail if an op stays in float">;
def sensitivity : Switch<"sensitivity", "Rank the layers by what each costs in dB, and end (docs/sensitivity.md)">;
defm min_sqnr : Value<"min-sqnr", "<DB>", "Keep the fewest layers at 16 by 8 bits or in float with which the outputs are so many dB to float on the samples of --calibrate">;
defm max_drop : Value<"max-drop", "<PP>", "Likewise the fewest with which top-1 loses at most so many percentage points; with --labels">;
defm labels : Value<"labels", "<KEY>", "The array of DATA with the classes, for --max-drop">;
defm write_recipe : Value<"write-recipe", "<YAML>", "Write what --min-sqnr or --max-drop choose as a recipe for --recipe">;
defm threads : ShortValue<"j", "<N>", "Threads that run samples and passes, all processors unless given; code is made in one. The output is the same">;
def check : Switch<"check", "List what MODEL needs and quantc does not support">;
def list_recipes : Switch<"list-recipes", "List the names for --recipe">;
defm print_recipe : Value<"print-recipe", "<NAME>", "Print a recipe of --list-recipes as a file to edit">;
def list_targets : Switch<"list-targets", "List the levels of --target">;
defm output : ShortValue<"o", "<OUT>", "Output; - is stdout. With --emit=obj and shared the header is written beside a file, and MODEL's name with .o, .so or .qdq.onnx is the default; else stdout is">;
