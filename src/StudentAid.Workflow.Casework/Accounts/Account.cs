using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// How somebody signs in: the document <c>account</c> of his account's stream. Passwords and codes are hashes (<see cref="PasswordHashing"/>), the second
/// factor's secret (base 64; begun: not yet shown to work) is sealed where the store seals. Ends: until when an issued password or code holds; null for a password that its owner chose.
/// </summary>
public sealed record Account(
    Id Holder, string Login, string Password, DateTimeOffset? PasswordEnds, string Code, DateTimeOffset? CodeEnds,
    string Secret, string Begun, ImmutableArray<string> Recovery)
{
    public const string Document = "account";

    /// <summary>An administrator has stopped it: nobody signs in by it until it is given free again.</summary>
    public bool Stopped { get; init; }

    /// <summary>Who asked for the second factor to be given up where that takes two people, and until when the other may; None where nobody did.</summary>
    public Id DropBy { get; init; }

    public DateTimeOffset? DropUntil { get; init; }

    /// <summary>The document that leads from a login id to its holder.</summary>
    public const string LoginDocument = "login";

    /// <summary>Wrong tries at login ids that nobody has are written down here, so that they cost the same.</summary>
    public static readonly Id Nobody = Id.Of("principal", "nobody");

    public bool IsActive => Password.Length > 0;

    public bool HasSecondFactor => Secret.Length > 0;

    public static Account None(Id holder) => new(holder, "", "", null, "", null, "", "", []);

    public static FactKey FactOf(Id holder) => new("account", holder.ToString());

    public static Account From(Id holder, Value content) => content.IsNull ? None(holder) : new(
        holder, content["login"].AsText() ?? "", content["password"].AsText() ?? "", Instant(content["passwordEnds"]), content["code"].AsText() ?? "",
        Instant(content["codeEnds"]), content["secret"].AsText() ?? "", content["begun"].AsText() ?? "", [.. content["recovery"].Items.Select(r => r.AsText()!)])
    {
        Stopped = content["stopped"].AsBool() == true, DropBy = Id.TryParse(content["dropBy"].AsText()) ?? default, DropUntil = Instant(content["dropUntil"]),
    };

    internal RecordValue ToValue() => RecordValue.From(new (string Name, Value Value)[]
    {
        ("login", Login), ("password", Password), ("passwordEnds", Of(PasswordEnds)), ("code", Code), ("codeEnds", Of(CodeEnds)),
        ("secret", Kept(Secret)), ("begun", Kept(Begun)), ("recovery", Value.List(Recovery.Select(Value.Of))),
        ("stopped", Stopped ? Value.Of(true) : Value.Null), ("dropBy", DropBy.IsNone ? Value.Null : DropBy.ToString()), ("dropUntil", Of(DropUntil)),
    }.Where(m => !m.Value.IsNull).Select(m => KeyValuePair.Create(m.Name, m.Value)));

    private static Value Kept(string secret) => secret.Length > 0 ? secret : Value.Null;

    internal static DateTimeOffset? Instant(Value value) => value.AsNumber() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null;

    internal static Value Of(DateTimeOffset? at) => at is { } instant ? instant.ToUnixTimeMilliseconds() : Value.Null;
}

/// <summary>
/// A sign-in that lasts: the document <c>session</c>, its key the SHA-256 of the 32 random bytes in the cookie. Limit: "" or what must be done first,
/// <see cref="MustChange"/> or <see cref="MustEnrol"/>.
/// </summary>
public sealed record Session(string Hash, Id Holder, DateTimeOffset Began, DateTimeOffset Ends, int IdleMinutes, bool Public, string Way, string Limit)
{
    public const string Document = "session";

    public const string ByPassword = "password";
    public const string ByKey = "key";
    public const string ByDemo = "demo";
    public const string BySchool = "school";

    /// <summary>In place of a session that a changed password or second factor has ended.</summary>
    public const string Renewed = "renewed";

    public const string MustChange = "change-password";
    public const string MustEnrol = "second-factor";

    /// <summary>Of <see cref="ByKey"/>, the key: the session holds as long as it does.</summary>
    public Id Key { get; init; }

    /// <summary>Of <see cref="ByKey"/>, who gave out the key.</summary>
    public Id KeyFrom { get; init; }

    public static FactKey FactOf(Id holder) => new("sessions", holder.ToString());

    public static Session From(string hash, Value content) => new(
        hash, Id.Parse(content["holder"].AsText()!), Account.Instant(content["began"]) ?? default, Account.Instant(content["ends"]) ?? default,
        (int)(content["idle"].AsNumber() ?? 0), content["public"].AsBool() ?? false, content["way"].AsText() ?? "", content["limit"].AsText() ?? "")
    {
        Key = Id.TryParse(content["key"].AsText()) ?? default,
        KeyFrom = Id.TryParse(content["keyFrom"].AsText()) ?? default,
    };

    internal RecordValue ToValue()
    {
        var content = Value.Record(
            ("holder", Holder.ToString()), ("began", Account.Of(Began)), ("ends", Account.Of(Ends)), ("idle", IdleMinutes), ("public", Public), ("way", Way), ("limit", Limit));
        if (!Key.IsNone)
            content = content.With("key", Key.ToString());
        return KeyFrom.IsNone ? content : content.With("keyFrom", KeyFrom.ToString());
    }
}
