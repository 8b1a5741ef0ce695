//===- Options.td - Options of test-object --------------------*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm target : Value<"target", "T", "Target to compile for; this machine must be able to run it">;
defm samples : Value<"samples", "N", "Random samples for each module, 4 unless given">;
def compile_only : Switch<"compile-only", "Do not run">;
def specials : Switch<"specials", "Put NaN, infinities, zeros of both signs and subnormals among the inputs">;
