using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>What a refusal means at the door.</summary>
public enum CodeKind
{
    /// <summary>The principal may know the object, but has not the right: 403.</summary>
    Forbidden = 403,

    /// <summary>The principal may not know the object: 404.</summary>
    Unknown = 404,

    /// <summary>The object's state does not allow it: 409.</summary>
    State = 409,

    /// <summary>What the caller was shown has changed since: 412.</summary>
    Stale = 412,

    /// <summary>The input breaks a rule: 422.</summary>
    Input = 422,

    /// <summary>Try again: 503.</summary>
    Busy = 503,
}

/// <summary>
/// One reason that a person or a program can be given, declared on one line: a kebab-case id that is unique over the product,
/// the sentence in both languages ("Expected to …, but …") with <c>{named}</c> arguments, and the source of law where a rule refuses.
/// </summary>
public sealed record Code(string Id, CodeKind Kind, Text Sentence, string? Article = null)
{
    public static Code Unknown(string id, string zhCn, string en, string? article = null) => new(id, CodeKind.Unknown, new Text(zhCn, en), article);

    public static Code Forbidden(string id, string zhCn, string en, string? article = null) => new(id, CodeKind.Forbidden, new Text(zhCn, en), article);

    public static Code State(string id, string zhCn, string en, string? article = null) => new(id, CodeKind.State, new Text(zhCn, en), article);

    public static Code Stale(string id, string zhCn, string en, string? article = null) => new(id, CodeKind.Stale, new Text(zhCn, en), article);

    public static Code Input(string id, string zhCn, string en, string? article = null) => new(id, CodeKind.Input, new Text(zhCn, en), article);

    public static Code Busy(string id, string zhCn, string en, string? article = null) => new(id, CodeKind.Busy, new Text(zhCn, en), article);

    /// <summary>A refusal for this reason, its arguments by name.</summary>
    public Rejection With(params ReadOnlySpan<(string Name, object? Value)> arguments) => new(this, Arguments.From(arguments));
}
