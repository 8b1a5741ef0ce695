"""The one-line faults of a C++ source: what tools/mutate plants."""
import re

# One occurrence on a line is exchanged, either way.
EXCHANGES = [(" < ", " <= "), (" > ", " >= "), (" < ", " > "), (" == ", " != "), (" && ", " || "), (" + ", " - "),
             (" * ", " + "), (" / ", " * "), (" % ", " / "), (" << ", " >> "), (" += ", " -= "), ("true", "false"),
             ("min(", "max("), ("floor(", "ceil("), ("floor", "ceil"), ("success()", "failure()"), ("continue;", "break;"),
             ("front()", "back()"), ("MinSI", "MaxSI"), ("MinUI", "MaxUI"), ("AddIOp", "SubIOp"), ("AddFOp", "SubFOp"),
             ("MulFOp", "AddFOp"), ("ExtSI", "ExtUI"), ("ShRSI", "ShRUI"), ("::slt", "::sle"), ("::ult", "::ule"),
             ("getLhs()", "getRhs()"), ("all_of", "any_of")]

# From here to the end of the statement nothing is changed: text for people, and checks that are off in a release.
NOT_BEHAVIOUR = re.compile(r"\b(emit(Op)?Error|emitRemark|emitWarning|notifyMatchFailure|makeError|assert|static_assert|"
                           r"llvm_unreachable|LLVM_DEBUG|getDescription|reserve)\s*\(")


def blank(text, start, end):
    return text[:start] + re.sub(r"[^\n]", "\0", text[start:end]) + text[end:]


def mask(text):
    """The source with everything that is not to be changed as zero bytes; lines and columns stay."""
    literal = re.compile(r"//[^\n]*|/\*.*?\*/|\"(\\.|[^\"\\\n])*\"|'(\\.|[^'\\])'|^[ \t]*#[^\n]*(\\\n[^\n]*)*", re.S | re.M)
    for found in literal.finditer(text):
        text = blank(text, found.start(), found.end())
    for found in NOT_BEHAVIOUR.finditer(text):
        at, depth = found.start(), 0
        while at < len(text) and not (text[at] in ";{" and depth == 0): # `{`: a lambda in a message is code again
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            if depth < 0:
                break
            at += 1
        text = blank(text, found.start(), at)
    for found in re.finditer(r"(?<=, )\d+(?=>)", text): # SmallVector<int64_t, 4>
        before = text[text.rfind("\n", 0, found.start()) + 1:found.start()]
        if re.search(r"Small(Vector|String|DenseMap|DenseSet|PtrSet)<[^;]*$", before):
            text = blank(text, found.start(), found.end())
    return text


def of_line(line, code):
    """All faults of a line; `code`: the line masked."""
    result = []
    for pair in EXCHANGES:
        for old, new in (pair, pair[::-1]):
            pattern = re.escape(old)
            if old[0].isalpha():
                pattern = r"(?<![a-z])" + pattern + (r"(?![a-z])" if old[-1].isalpha() else "")
            result += [line[:found.start()] + new + line[found.end():] for found in re.finditer(pattern, code)]
    for found in re.finditer(r"(?<![\w.])(\d+)(\.\d+)?(?![\w.])", code): # 7, 0.5
        result.append(line[:found.start()] + str(int(found[1]) + 1) + line[found.end(1):])
    for found in re.finditer(r"(?<=[( ])!(?=[\w(])", code):
        result.append(line[:found.start()] + line[found.end():])
    found = re.match(r"(.*\b(?:if|while) \()([^=;]|==|!=|<=|>=)+(\)(?: [{\w].*)?)$", code)
    if found:
        start, end = found.end(1), found.start(3)
        if code[start:end].count("(") == code[start:end].count(")"):
            result.append(line[:start] + "!(" + line[start:end] + ")" + line[end:])
    statement = re.match(r"(\s+)(?!return|auto|const|else|case|using|delete|struct|class)"
                         r"[\w.>\-\[\]:()*]+(\(.*\)| [+\-*/|&]?= .*);[\s\0]*$", code)
    if statement:
        result.append(statement[1] + ";")
    return result


def of_text(text):
    """Returns (line number from 0, its faults) for every line that has any."""
    pairs = zip(text.split("\n"), mask(text).split("\n"))
    found = [(number, of_line(line, code)) for number, (line, code) in enumerate(pairs)]
    return [(number, faults) for number, faults in found if faults]
