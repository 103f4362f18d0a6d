using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>What can be wrong with a form document, and with what somebody filled in.</summary>
public static class FormCodes
{
    public static readonly Code UnknownKeyword = Code.Input("form-unknown-keyword", "{at} 用了不支持的关键字“{name}”。", "Expected to find only keywords of the form subset at {at}, but '{name}' is none.");
    public static readonly Code BadPattern = Code.Input("form-bad-pattern", "{at} 的正则表达式应不超过 {limit} 个字符且不需回溯，但{reason}。", "Expected a pattern of at most {limit} characters that needs no backtracking at {at}, but {reason}.");
    public static readonly Code RequiredUnknown = Code.Input("form-required-unknown", "{at} 要求必填“{name}”，但没有这个栏目。", "Expected to find the required field '{name}' among the properties at {at}, but it is not there.");
    public static readonly Code FieldUnknown = Code.Input("form-field-unknown", "{at} 引用的栏目“{field}”不在表中。", "Expected to find the field '{field}' that {at} refers to, but the form has none.");
    public static readonly Code LabelsDiffer = Code.Input("form-labels-differ", "{at} 的选项名称应与选项一一对应，但有 {labels} 个名称、{choices} 个选项。", "Expected one label for each choice at {at}, but there are {labels} for {choices}.");
    public static readonly Code PageUnknown = Code.Input("form-page-unknown", "栏目“{field}”所在的页“{page}”没有定义。", "Expected to find the page '{page}' of the field '{field}', but it is not declared.");
    public static readonly Code CheckUnknown = Code.Input("form-check-unknown", "{at} 的检查“{name}”不认识，只认识：{known}。", "Expected to know the check at {at}, but '{name}' is none of {known}.");
    public static readonly Code SumOrCount = Code.Input("form-sum-or-count", "自动计算的栏目“{field}”应写 sum（求和）或 count（数行数）之一，但两个都写了或都没写。", "Expected the computed field '{field}' to have either a sum or a count, but it has both or neither.");
    public static readonly Code CountsNoList = Code.Input("form-counts-no-list", "{at} 应指向一张可以逐行填写的表，但“{field}”不是。", "Expected {at} to name a list with rows, but '{field}' is none.");

    public static readonly Code TooLarge = Code.Input("form-too-large", "填写内容过多或嵌套过深：应不超过 {limit} 项、{depth} 层。", "Expected at most {limit} values {depth} levels deep, but there is more.");
    public static readonly Code Unknown = Code.Input("form-unknown-field", "表中没有“{name}”这一栏，不能填写。", "Expected to know every field, but the form has no '{name}'.");
    public static readonly Code Missing = Code.Input("form-field-missing", "“{title}”必须填写。", "Expected to find an answer to '{title}', but it is missing.");
    public static readonly Code WrongType = Code.Input("form-wrong-type", "“{title}”应填{expected}。", "Expected to find {expected} in '{title}', but it is something else.");
    public static readonly Code NotOffered = Code.Input("form-not-offered", "“{title}”应从所列选项中选择。", "Expected to find one of the choices of '{title}', but it is another.");
    public static readonly Code WrongPattern = Code.Input("form-wrong-pattern", "“{title}”的格式不对。", "Expected '{title}' to have its format, but it has another.");
    public static readonly Code TooSmall = Code.Input("form-too-small", "“{title}”应不小于 {limit}。", "Expected '{title}' to be at least {limit}, but it is less.");
    public static readonly Code TooBig = Code.Input("form-too-big", "“{title}”应不大于 {limit}。", "Expected '{title}' to be at most {limit}, but it is more.");
    public static readonly Code TooShort = Code.Input("form-too-short", "“{title}”应至少 {limit} 个字。", "Expected '{title}' to have at least {limit} characters, but it has fewer.");
    public static readonly Code TooLong = Code.Input("form-too-long", "“{title}”应不超过 {limit} 个字。", "Expected '{title}' to have at most {limit} characters, but it has more.");
    public static readonly Code TooFewRows = Code.Input("form-too-few-rows", "“{title}”应至少 {limit} 行。", "Expected '{title}' to have at least {limit} rows, but it has fewer.");
    public static readonly Code TooManyRows = Code.Input("form-too-many-rows", "“{title}”应不超过 {limit} 行。", "Expected '{title}' to have at most {limit} rows, but it has more.");
    public static readonly Code NotADay = Code.Input("form-not-a-day", "“{title}”应是日期（如 2025-09-01）。", "Expected '{title}' to be a day such as 2025-09-01, but it is not.");

    public static readonly Code RowsDiffer = Code.Input("form-rows-differ", "“{title}”应有 {expected} 行，但填了 {rows} 行（{message}）。", "Expected {expected} rows in '{title}', but there are {rows} ({message}).");
    public static readonly Code RequiredHere = Code.Input("form-required-here", "“{title}”在此情况下必须填写（{message}）。", "Expected '{title}' to be filled in here, but it is empty ({message}).");
    public static readonly Code NoneGiven = Code.Input("form-none-given", "所列各栏应至少填写一项（{message}）。", "Expected at least one of the fields, but none is given ({message}).");
    public static readonly Code NotOnList = Code.Input("form-not-on-list", "“{title}”填写的“{word}”不在可选范围内（{message}）。", "Expected '{title}' to be on the list, but '{word}' is not ({message}).");
    public static readonly Code BadIdNumber = Code.Input("form-bad-id-number", "“{title}”不是有效的居民身份证号码（{message}）。", "Expected '{title}' to be a valid ID number, but it is not ({message}).");
    public static readonly Code BadPhone = Code.Input("form-bad-phone", "“{title}”不是有效的手机或电话号码（{message}）。", "Expected '{title}' to be a telephone number, but it is not ({message}).");
    public static readonly Code Hint = Code.Input("form-hint", "请核对（{message}）。", "Expected this to be looked at once more, but that is left to you ({message}).");
}
