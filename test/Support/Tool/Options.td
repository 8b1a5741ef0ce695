//===- Options.td - Options of test-support -------------------*- td -*-===//

include "quantc/Support/ToolOptions.td"

defm output : ShortValue<"o", "<OUT>", "Write <OUT>; may be given several times">;
defm count : Value<"count", "<N>", "A number from 1 to 9">;
defm time : OptionalValue<"time", "<ROUNDS>", "Time something">;
def store : Switch<"store", "Do not compress">;
def hang : Switch<"hang", "Wait for a signal before the outputs are committed">;
def thread : Switch<"thread", "Have a second thread that waits, as a thread pool does">;
def exhaust : Switch<"exhaust", "Ask for more memory than there is before the outputs are committed">;
