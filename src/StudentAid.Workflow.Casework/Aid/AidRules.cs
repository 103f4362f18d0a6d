using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using Text = StudentAid.Workflow.Engine.Definitions.Text;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>A part of the school year for which aid is declared once; it begins on this day of the year ("MM-dd") and lasts until the next begins.</summary>
public sealed record Semester(string Id, Text Name, string From);

/// <summary>Another amount (a <c>dated-value</c>) for whom a condition holds, over <c>applicant.…</c>, <c>answers.…</c> and <c>held.level</c>.</summary>
public sealed record AmountRule(Condition When, string Amount);

/// <summary>
/// What holds for an aid (资助项目, kind <c>aid</c>): the level that a grant has on its scale, by which semesters it is declared, whether late filing is taken,
/// the statement that whoever signs the list personally takes responsibility with, the dated amount, and the red flags of its lists. One a procedure.
/// </summary>
public sealed record AidRules(
    string Id, Text Name, string Article, string Scale, string Granted, string Refusal, string Amount, bool LateFiling, ImmutableArray<Semester> Semesters, Text? Statement,
    ImmutableArray<RedFlagRule> Flags)
{
    /// <summary>Grants stay within the places that the unit has got.</summary>
    public const string Quota = "quota";

    /// <summary>Grants stay within the money that the school has set aside.</summary>
    public const string Ledger = "ledger";

    private static readonly ImmutableArray<string> Limits = [Quota, Ledger];

    public static readonly DocumentKind<AidRules> Kind = new("aid", new Text("资助项目", "Aid"), (n, d) => Read(n, d.Id, d.Article ?? ""), Value.Parse("""
        { "type": "object", "required": ["label", "scale", "granted", "refusal"], "properties": {
            "label": { "type": ["string", "object"], "additionalProperties": true }, "scale": { "type": "string" }, "granted": { "type": "string" }, "refusal": { "type": "string" },
            "amount": { "type": "string" },
            "amounts": { "type": "array", "items": { "type": "object", "required": ["when", "amount"], "additionalProperties": false, "properties": {
              "when": { "type": "object", "additionalProperties": true }, "amount": { "type": "string" }, "note": { "type": "string" } } } },
            "limit": { "enum": ["quota", "ledger"] }, "flowBack": { "type": "boolean" }, "lateFiling": { "type": "boolean" }, "priority": { "type": "array", "items": { "type": "string" } }, "statement": { "type": ["string", "object"], "additionalProperties": true },
            "semesters": { "type": "array", "items": { "type": "object", "required": ["id", "name", "from"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "from": { "type": "string" }, "note": { "type": "string" } } } },
            "flags": { "type": "array", "items": { "type": "object", "required": ["id"], "additionalProperties": false, "properties": {
              "id": { "enum": ["age-outlier", "shared-value", "frequent-edits", "mass-changes", "late-register", "graduated", "matched-excluded", "account-edits"] },
              "of": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "maximum": { "type": "number" }, "share": { "type": "number" },
              "note": { "type": "string" } } } } } }
        """));

    /// <summary>What grants must stay within: <see cref="Quota"/>, <see cref="Ledger"/>, or "" for nothing.</summary>
    public string Limit { get; init; } = "";

    /// <summary>Whether who approves may give places that a department or class leaves over to others; the school's own number binds all the same.</summary>
    public bool FlowBack { get; init; }

    /// <summary>Categories of special groups whose students come first; empty for no such order.</summary>
    public ImmutableArray<string> Priority { get; init; } = [];

    /// <summary>Amounts that depend on the student, the first whose condition holds; where none does it is <see cref="Amount"/>.</summary>
    public ImmutableArray<AmountRule> Amounts { get; init; } = [];

    /// <summary>Some amount asks for the valid level.</summary>
    public bool ReadsHeld => Amounts.Any(a => a.When.ReadsHeld());

    /// <summary>The dated values that the conditions of amounts refer to.</summary>
    public IEnumerable<string> References => Amounts.SelectMany(a => a.When.References);

    /// <summary>The same with the dated values of a day.</summary>
    public AidRules At(ReferenceValues references) => References.Any() ? this with { Amounts = [.. Amounts.Select(a => a with { When = a.When.At(references) })] } : this;

    /// <summary>The id of the dated amount for these facts; empty where the aid has none.</summary>
    public string AmountFor(Value applicant, Value answers, Value? held)
    {
        if (Amounts.IsEmpty)
            return Amount;
        var facts = Value.Record(("applicant", applicant), ("answers", answers), ("held", held ?? Value.Null));
        return Amounts.FirstOrDefault(a => a.When.Holds(facts) == true)?.Amount ?? Amount;
    }

    /// <summary>The statement's address: who signs says which words he read.</summary>
    public string StatementHash => Statement is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Statement.ZhCn)))[..32];

    /// <summary>The semester in which a day lies; null where the aid is not declared by semester.</summary>
    public Semester? On(DateOnly day)
    {
        var written = day.ToString("MM-dd", CultureInfo.InvariantCulture);
        var sorted = Semesters.OrderBy(s => s.From, StringComparer.Ordinal).ToList();
        return sorted.FindLast(s => string.CompareOrdinal(s.From, written) <= 0) ?? sorted.LastOrDefault();
    }

    private static AidRules Read(DocumentNode node, string id, string article)
    {
        var rules = new AidRules(
            id, node.Label("label"), article, node.RequiredText("scale"), node.RequiredText("granted"), node.RequiredText("refusal"), node.OptionalText("amount") ?? "", node.Flag("lateFiling", true),
            node.Each("semesters", s => new Semester(s.Id(), s.Label(), s.RequiredText("from")), s => s.Id), node.OptionalLabel("statement"),
            [.. node.Children("flags").Select(RedFlagRule.Read)]) { Limit = node.OptionalText("limit") ?? "", FlowBack = node.Flag("flowBack"), Priority = node.Texts("priority"), Amounts = [.. node.Children("amounts").Select(ReadAmount)] };
        if (rules.Limit.Length > 0 && !Limits.Contains(rules.Limit))
            node.Error(PackCodes.UnknownWord, "limit", ("word", rules.Limit), ("known", string.Join(", ", Limits)));
        node.Close();
        return rules;
    }

    private static AmountRule ReadAmount(DocumentNode node)
    {
        var amount = node.RequiredText("amount");
        var when = node.Child("when");
        if (when is null)
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "when"));
        var rule = new AmountRule(when is null ? Condition.Nobody : Condition.Read(when, dated: true), amount);
        when?.Close();
        node.Close();
        return rule;
    }
}
