using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>
/// A reason to look at a decided case again. <see cref="InWindow"/>: it waits for the semester's window. <see cref="By"/>: who proposes it, school or family.
/// <see cref="On"/>: the event of <see cref="AdjustmentOrigins"/> at which it is proposed by itself, empty for none.
/// </summary>
public sealed record AdjustmentTrigger(string Id, Text Name, bool InWindow, ImmutableArray<string> By, string On);

/// <summary>How much is verified anew in a sample, in percent of all and of those visited at home; <see cref="Binding"/>: no less may be drawn.</summary>
public sealed record Recheck(int Share, int VisitShare, bool Binding);

/// <summary>What the product itself proposes an adjustment at, where the rules name a trigger for it.</summary>
public static class AdjustmentOrigins
{
    /// <summary>A provider's later list names the student.</summary>
    public const string LateMatch = "late-match";

    /// <summary>A re-verification by sample deviates.</summary>
    public const string Sample = "sample";

    /// <summary>The authority changed the result in a reconsideration.</summary>
    public const string Reconsideration = "reconsideration";

    /// <summary>An objection is upheld after the case has passed its notice.</summary>
    public const string Objection = "objection";

    public static readonly ImmutableArray<string> All = [LateMatch, Sample, Reconsideration, Objection];
}

/// <summary>At what a decided case is looked at again (kind <c>adjustment-rules</c>, 第十五条): the triggers that hold where the school is, and how much is verified anew.</summary>
public sealed record AdjustmentRules(ImmutableArray<AdjustmentTrigger> Triggers, Recheck? Recheck = null)
{
    public const string School = "school";
    public const string Family = "family";

    private const string Window = "window";
    private const string AnyTime = "any-time";

    public static readonly AdjustmentRules None = new([]);

    public static readonly DocumentKind<AdjustmentRules> Kind = new("adjustment-rules", new Text("动态调整规则", "Rules of adjustment"), (n, _) => Read(n), Value.Parse("""
        { "type": "object", "required": ["triggers"], "properties": {
            "triggers": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "name", "when"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "article": { "type": "string" },
              "when": { "enum": ["any-time", "window"] }, "by": { "type": "array", "items": { "enum": ["school", "family"] } },
              "on": { "enum": ["late-match", "sample", "reconsideration", "objection"] }, "note": { "type": "string" } } } },
            "recheck": { "type": "object", "required": ["share", "visitShare"], "additionalProperties": false, "properties": {
              "share": { "type": "integer", "minimum": 0, "maximum": 100 }, "visitShare": { "type": "integer", "minimum": 0, "maximum": 100 },
              "binding": { "type": "boolean" }, "note": { "type": "string" } } } } }
        """), isPinned: false);

    /// <summary>The rules that hold for a procedure at a school on a day.</summary>
    public static FactKey FactOf(string school, string procedure, DateOnly day) => DocumentShelf.NearestOf(school, procedure, day, "adjustment-rules/adjustment-rules");

    /// <summary>Out of the fact; <see cref="None"/> where no document holds.</summary>
    public static AdjustmentRules From(Value fact) => fact.IsNull ? None : Kind.Read(fact).Document ?? None;

    public AdjustmentTrigger? Find(string id) => Triggers.FirstOrDefault(t => t.Id == id);

    /// <summary>The trigger that the product's own event is; null where the rules name none for it.</summary>
    public AdjustmentTrigger? On(string origin) => Triggers.FirstOrDefault(t => t.On == origin);

    /// <summary>The triggers that the school, or the student or guardian, proposes.</summary>
    public IEnumerable<AdjustmentTrigger> By(string who) => Triggers.Where(t => t.By.Contains(who, StringComparer.Ordinal));

    private static AdjustmentRules Read(DocumentNode node)
    {
        var rules = new AdjustmentRules(node.Each("triggers", Trigger, t => t.Id, required: true), ReadRecheck(node));
        node.Close();
        return rules;
    }

    private static Recheck? ReadRecheck(DocumentNode node)
    {
        if (node.Child("recheck") is not { } child)
            return null;
        var read = new Recheck(child.RequiredWhole("share", 0, 100), child.RequiredWhole("visitShare", 0, 100), child.Flag("binding"));
        child.Close();
        return read;
    }

    private static AdjustmentTrigger Trigger(DocumentNode node)
    {
        _ = node.OptionalText("article");
        var by = node.Texts("by");
        foreach (var who in by.Where(w => w is not (School or Family)))
            node.Error(PackCodes.UnknownWord, "by", ("word", who), ("known", $"{School}, {Family}"));
        var on = node.OptionalText("on") ?? "";
        if (on.Length > 0 && !AdjustmentOrigins.All.Contains(on, StringComparer.Ordinal))
            node.Error(PackCodes.UnknownWord, "on", ("word", on), ("known", string.Join(", ", AdjustmentOrigins.All)));
        var when = node.RequiredText("when");
        if (when is not (Window or AnyTime))
            node.Error(PackCodes.UnknownWord, "when", ("word", when), ("known", $"{AnyTime}, {Window}"));
        return new AdjustmentTrigger(node.Id(), node.Label(), when == Window, by, on);
    }
}
