//===- Options.td - Options of test-run-passes ----------------*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm pipeline : Value<"pipeline", "<PASSES>", "The passes to run">;
defm reproducer : Value<"reproducer", "<FILE>", "What to write where a pass has a defect">;
def fail : Switch<"fail", "Run no passes, but a writer of code that fails">;
