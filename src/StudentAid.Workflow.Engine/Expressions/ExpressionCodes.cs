using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Why an expression is refused when it is read (the first part) or stops when it is evaluated (the second).</summary>
public static class ExpressionCodes
{
    public static readonly Code Empty = Code.Input("expression-empty", "此处应填写一个表达式，但内容为空。", "Expected to find an expression, but the text is empty.");
    public static readonly Code TooLong = Code.Input("expression-too-long", "表达式不得超过 {most} 个字符，现有 {length} 个。", "Expected to find at most {most} characters, but the expression has {length}.");
    public static readonly Code TooDeep = Code.Input("expression-too-deep", "表达式嵌套或连写过多，请拆分后再写。", "Expected to find less nesting, but brackets go deeper than {nesting} or a chain of operators is longer than {chain}.");
    public static readonly Code TooLarge = Code.Input("expression-too-large", "表达式过大，最多 {most} 个组成部分，请拆分后再写。", "Expected to find at most {most} parts, but the expression has more.");
    public static readonly Code ValueExpected = Code.Input("expression-value-expected", "表达式此处应有一个值，实际为 {found}。", "Expected to find a value, but found {found}.");
    public static readonly Code NameExpected = Code.Input("expression-name-expected", "表达式此处应有一个名称，实际为 {found}。", "Expected to find a name, but found {found}.");
    public static readonly Code SignExpected = Code.Input("expression-sign-expected", "表达式此处应为 {sign}，实际为 {found}。", "Expected to find {sign}, but found {found}.");
    public static readonly Code EndExpected = Code.Input("expression-end-expected", "表达式到此应已结束或接运算符，实际为 {found}。", "Expected to find an operator or the end, but found {found}.");
    public static readonly Code Unterminated = Code.Input("expression-unterminated", "以 {sign} 开头的部分没有结束，请检查配对的符号。", "Expected to find the end of what {sign} begins, but the text stops first.");
    public static readonly Code BadEscape = Code.Input("expression-bad-escape", "文字中的转义 {escape} 无法识别。", "Expected to find a known escape, but found {escape}.");
    public static readonly Code BadNumber = Code.Input("expression-bad-number", "{number} 不是可用的数字。", "Expected to find a decimal number of at most 28 digits, but found {number}.");
    public static readonly Code NotAllowed = Code.Input("expression-not-allowed", "表达式中不能使用 {name}：表达式只计算一个值，不能有循环、函数、赋值和系统对象。", "Expected to find only what computes a value, but {name} is not part of expressions (no loops, functions, assignment or host objects).");
    public static readonly Code SeveralStatements = Code.Input("expression-several-statements", "此处只能写一个表达式，不能写多条语句。", "Expected to find one expression, but there is more than one statement.");
    public static readonly Code UnknownName = Code.Input("expression-unknown-name", "表达式中的名称 {name} 无法识别。", "Expected to find a known name, but there is no {name} in expressions.");
    public static readonly Code UnknownNameNear = Code.Input("expression-unknown-name-near", "表达式中的名称 {name} 无法识别，是否应为 {nearest}？", "Expected to find a known name, but there is no {name} in expressions. Did you mean {nearest}?");
    public static readonly Code WrongArguments = Code.Input("expression-wrong-arguments", "{name} 应有 {least} 至 {most} 个参数，现有 {given} 个。", "Expected to give {name} {least} to {most} arguments, but found {given}.");
    public static readonly Code RepeatedMember = Code.Input("expression-repeated-member", "对象中的名称 {name} 重复。", "Expected to find each member once, but {name} is repeated.");

    public static readonly Code DivisionByZero = Code.State("expression-division-by-zero", "除数为零，无法计算。", "Expected to divide by a number other than zero, but the divisor is zero.");
    public static readonly Code NumberOutOfRange = Code.State("expression-number-out-of-range", "计算结果超出数字范围。", "Expected to stay within 28 digits, but {operation} does not.");
    public static readonly Code WrongKind = Code.State("expression-wrong-kind", "{operation} 需要{expected}，实际为{found}。", "Expected to give {operation} a value of kind {expected}, but found {found}.");
    public static readonly Code CannotCompare = Code.State("expression-cannot-compare", "不能用 {operation} 比较 {left} 与 {right}。", "Expected to compare two numbers or two texts with {operation}, but found {left} and {right}.");
    public static readonly Code MemberOfNull = Code.State("expression-member-of-null", "要读取 {name} 的对象为空；可能为空时请写 ?. 。", "Expected to read {name} of a value, but the value is null. Write ?. where it may be.");
    public static readonly Code NoSuchMethod = Code.State("expression-no-such-method", "{kind} 没有 {name} 这一函数。", "Expected to call {name} on a value that has it, but found {kind}.");
    public static readonly Code ResultTooLarge = Code.State("expression-result-too-large", "计算得到的文字或列表过大，上限为 {most}。", "Expected to produce a text or list of at most {most} units, but it is larger.");
    public static readonly Code ResultTooDeep = Code.State("expression-result-too-deep", "计算得到的数据嵌套过深，上限为 {most} 层。", "Expected to produce data at most {most} levels deep, but it is deeper.");
    public static readonly Code TooMuchWork = Code.State("expression-too-much-work", "表达式的计算量过大，已停止。", "Expected to finish within {most} units of work, but the expression needs more.");
    public static readonly Code MalformedJson = Code.State("expression-malformed-json", "JSON.parse 得到的文字不是合法的 JSON。", "Expected to parse JSON of unique keys and at most 64 levels, but the text is not that.");
}
