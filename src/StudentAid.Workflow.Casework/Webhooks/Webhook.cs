using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Webhooks;

/// <summary>
/// A registered receiver: what happens at a unit and below, of these topics, is told to this address. The secret signs every delivery; the previous one too, for a day after a
/// rotation. Kept as a document of the hook's stream, its secrets sealed.
/// </summary>
public sealed record Webhook(Id Id, string Unit, string Name, string Url, ImmutableArray<string> Topics, bool On, string Secret, string Previous, DateTimeOffset? Rotated)
{
    /// <summary>The kind of the document: <c>{ name, url, topics, on, secret, previous?, rotated? }</c>.</summary>
    public const string Document = "webhook";

    public static readonly TimeSpan BothSign = TimeSpan.FromDays(1);

    /// <summary>The secrets that sign now, the newest first.</summary>
    public IEnumerable<string> SecretsAt(DateTimeOffset now) => Previous.Length > 0 && now < Rotated + BothSign ? [Secret, Previous] : [Secret];

    public bool Hears(string place, string topic) => On && place.StartsWith(Unit, StringComparison.Ordinal) && Topics.Contains(topic);

    public static Webhook From(DocumentRow row) => new(
        Id.Parse(row.Key), row.OrgPath, Text(row, "name"), Text(row, "url"), [.. row.Content["topics"].Items.Select(t => t.AsText() ?? "")], row.Content["on"].AsBool() == true,
        Text(row, "secret"), Text(row, "previous"), row.Content["rotated"].AsNumber() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null);

    public RecordValue ToContent()
    {
        var content = Value.Record(("name", Name), ("url", Url), ("topics", Value.List(Topics.Select(Value.Of))), ("on", On), ("secret", Secret));
        return Previous.Length == 0 || Rotated is not { } rotated ? content : content.With("previous", Previous).With("rotated", rotated.ToUnixTimeMilliseconds());
    }

    private static string Text(DocumentRow row, string member) => row.Content[member].AsText() ?? "";
}
