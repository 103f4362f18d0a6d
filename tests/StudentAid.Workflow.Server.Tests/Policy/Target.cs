namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>
/// What a request is about: a class's objects and its school's. <see cref="Ids"/> by noun (cases, tasks, rosters, publicities, rounds, people, accounts, api-keys,
/// files, views, findings, complaints); a noun that is not among them is answered with an id that nobody has. <see cref="Canary"/> stands in every personal field of the class.
/// </summary>
public sealed record Target(string Relation, string Class, string School, string Canary, IReadOnlyDictionary<string, string> Ids)
{
    /// <summary>Nobody has it.</summary>
    public string Nobodys => Ids["nobodys"];

    /// <summary>With more things.</summary>
    public Target With(IReadOnlyDictionary<string, string> more) => this with { Ids = new Dictionary<string, string>(Ids.Concat(more), StringComparer.Ordinal) };

    /// <summary>The value of a path's, query's or body's member.</summary>
    public string Named(Operation operation, string name) => Instead.Of(operation.Name, name) is { } other ? Thing(other) : name switch
    {
        "id" when operation.Path.EndsWith("/effective", StringComparison.Ordinal) => "small",
        "unit" when operation.Path == "/api/files" => "",
        "unit" when operation.Path == "/api/calendar/preview" => "working-days",
        "name" when operation.Path.StartsWith("/api/schemas", StringComparison.Ordinal) => "roles.schema.json",
        "key" when operation.Reads => operation.Path.StartsWith("/api/definitions", StringComparison.Ordinal) ? "-/definition/own/0001" : "own/scale/own/0001",
        "days" => "5",
        "countPostingDay" => "false",
        "id" or "stream" => IdFor(operation.Path.Split('/')[2]),
        "round" => IdFor("rounds"),
        "finding" => IdFor("findings"),
        "case" => IdFor("cases"),
        "person" => IdFor("people"),
        "publicity" => IdFor("publicities"),
        "roster" => operation.Path.StartsWith("/api/prints", StringComparison.Ordinal) ? "" : IdFor("rosters"),
        "reconsideration" => "",
        "holder" or "of" or "substitute" => IdFor("accounts"),
        "tasks" => IdFor("tasks"),
        "hash" => IdFor("files"),
        "number" or "bookmark" or "offset" => "1",
        "school" or "org" => School,
        "unit" => operation.Row.Duties.Any() ? School : Class,
        "layer" or "below" or "path" => School,
        "form" => "application",
        "profile" => "plain",
        "verb" => operation.Path.EndsWith("/people", StringComparison.Ordinal) ? "delegate" : "record",
        "token" => "none",
        "procedure" => "small",
        "activity" => "office",
        "schoolYear" => "2026",
        "track" => "freshmen",
        "year" => "2025",
        "moment" or "to" => "2026-09-14T02:00:00.000Z",
        "day" or "opens" or "closes" or "termStart" or "referenceDay" or "statementDue" or "occurredOn" or "dataDate" or "paidOn" or "date" or "due" or "from" or "until" => "2026-09-14",
        "correlation" => "",
        _ => "x",
    };

    /// <summary>An answer without what names this target, to be compared with another's.</summary>
    public string Anonymous(string answer) =>
        Ids.Values.Where(i => i.Length > 2).Append(Class).Append(School).OrderByDescending(i => i.Length).Aggregate(answer, (text, own) => text.Replace(own, "*", StringComparison.Ordinal));

    /// <summary>One of its things; behind an equals sign the word itself.</summary>
    private string Thing(string name) => name.StartsWith('=') ? name[1..] : name == "school" ? School : Ids.GetValueOrDefault(name) ?? Nobodys;

    private string IdFor(string noun) => Ids.GetValueOrDefault(noun switch
    {
        "students" => "people",
        "incidents" => "cases",
        _ => noun,
    }) ?? Nobodys;
}
