using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Branching;

public sealed record BranchOptions
{
    [Option("条件", "When", Required = true,
        HelpZhCn = "与申请资格同样写法的条件，读 applicant（学籍）、answers（申请表）、match（比对）、held（现有等级）和 track（申请类型），例如 { \"of\": \"applicant.grade\", \"equals\": \"2022\" }；没有的事实不成立。",
        HelpEn = "A condition as in eligibility, over applicant (the register), answers (the form), match, held (the level that is valid) and track, such as { \"of\": \"applicant.grade\", \"equals\": \"2022\" }; a fact that is not there does not hold.")]
    public RecordValue When { get; init; } = Value.EmptyRecord;
}

/// <summary>What keeps a branch from being judged.</summary>
public static class BranchCodes
{
    public static readonly Code Unreadable = Code.Input("branch-unreadable", "分流“{activity}”的条件应能读懂，但不能（{reason}）。", "Expected to read the condition of the branch '{activity}', but cannot ({reason}).");
    public static readonly Code UnknownFact = Code.Input("branch-fact-unknown", "分流“{activity}”读取的应是 {known} 之一，但写的是“{path}”。", "Expected the branch '{activity}' to read one of {known}, but it reads '{path}'.");
    public static readonly Code FieldUnknown = Code.Input("branch-field-unknown", "分流“{activity}”读取的“{path}”应是申请表“{form}”的一项，但申请表里没有。", "Expected the branch '{activity}' to read a field of the form '{form}', but it has no '{path}'.");
    public static readonly Code TooEarly = Code.State("branch-too-early", "分流“{activity}”读取的“{fact}”应在此之前已有，但本申请走到这里时还没有，请把它移到后面。", "Expected '{fact}' to be there when the case comes to the branch '{activity}', but it is not yet; move the branch further on.");
}

/// <summary>
/// 分流: which way a case goes by what the register, the form, the match and the valid level say of the student, in the condition language of eligibility (第二条).
/// It ends with True or False as <c>Elsa.FlowDecision</c> does, and tells nothing else: what it read stays sealed. A fact that is missing does not hold; one that
/// cannot be there yet is an incident, never silently False.
/// </summary>
public sealed class BranchActivity() : ActivityType<BranchOptions>(
    Describe.Step("Branch", "分流", "Branch", "按学籍、申请表、比对结果和现有等级决定走哪条路。", "Goes on with True or False by register, form, match and the valid level.") with
    {
        Outcomes = [True, False],
    })
{
    /// <summary>What definitions call it.</summary>
    public const string TypeName = "StudentAid.Branch";

    public const string True = "True";
    public const string False = "False";

    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        if (node.Input("when") is not { Kind: InputKind.Literal, Value: RecordValue written })
            yield break;
        var (condition, unreadable) = BranchCondition.Read(node.Id, written);
        if (unreadable is not null)
            yield return unreadable;
        foreach (var unknown in condition?.Unknown() ?? [])
            yield return unknown;
    }

    protected override ActivityResult Enter(ActivityContext context, BranchOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        var (condition, refused) = BranchCondition.Read(context.Node.Id, options.When);
        refused ??= condition!.Unknown().FirstOrDefault();
        if (refused is not null)
            return ActivityResult.Faulted(refused);
        if (condition!.Reads("answers") && NotOnForm(context, condition) is { } odd)
            return odd;
        if (TooEarly(context, condition) is { } early)
            return ActivityResult.Faulted(early);
        if (ReferenceValues.Of(context, condition.When.References, out stop) is not { } references)
            return stop!;
        var facts = Facts(context, condition, input, out stop);
        return stop ?? ActivityResult.Completed(condition.When.At(references).Holds(facts) == true ? True : False);
    }

    /// <summary>What the condition reads, and no more.</summary>
    private static RecordValue Facts(ActivityContext context, BranchCondition condition, CaseInput input, out ActivityResult? stop)
    {
        var register = new[] { (Root: "applicant", Key: CaseFacts.Applicant(input)), (Root: "held", Key: CaseFacts.Held(input)) }.Where(f => condition.Reads(f.Root)).ToArray();
        var said = CaseFacts.Read(context, out stop, [.. register.Select(f => f.Key)]);
        if (stop is not null)
            return Value.EmptyRecord;
        string[] personal = [.. new[] { (Root: "answers", Name: CaseVariables.Answers), (Root: "match", Name: CaseVariables.Categories) }.Where(v => condition.Reads(v.Root)).Select(v => v.Name)];
        var opened = CaseVariables.Open(context, out stop, personal);
        Value Of(string name) => Array.IndexOf(personal, name) is >= 0 and var i ? opened[i] : Value.Null;
        return PlainText.Record(
        [
            .. register.Select((f, i) => (f.Root, said[i])), ("answers", Of(CaseVariables.Answers)), ("track", input.Track),
            ("match", PlainText.Record(("state", context.Variable(CaseVariables.Match)), ("categories", Of(CaseVariables.Categories)["categories"]))),
        ]);
    }

    private static Rejection? TooEarly(ActivityContext context, BranchCondition condition)
    {
        var missing = new[] { (Root: "answers", Name: CaseVariables.Answers), (Root: "match", Name: CaseVariables.Match) }
            .Where(v => condition.Reads(v.Root) && context.Variable(v.Name).IsNull).Select(v => v.Root).FirstOrDefault();
        return missing is null ? null : BranchCodes.TooEarly.With(("activity", context.Node.Id), ("fact", missing));
    }

    /// <summary>A path that none of the definition's forms has: misspelt, it would never hold.</summary>
    private static ActivityResult? NotOnForm(ActivityContext context, BranchCondition condition)
    {
        var forms = new List<FormDocument>();
        foreach (var id in context.Definition.Definition.Root.All().Select(n => n.Input("form")).Where(i => i is { Kind: InputKind.Literal, Text.Length: > 0 }).Select(i => i!.Text).Distinct(StringComparer.Ordinal))
        {
            if (FormDocument.Kind.Of(context, id, out var stop) is not { } form)
                return stop;
            forms.Add(form.Content);
        }

        var unknown = condition.Fields.FirstOrDefault(f => forms.Count > 0 && !forms.Exists(d => d.Schema.At(f) is not null));
        return unknown is null ? null
            : ActivityResult.Faulted(BranchCodes.FieldUnknown.With(("activity", context.Node.Id), ("path", $"answers.{unknown}"), ("form", string.Join(", ", forms.Select(f => f.Id)))));
    }
}
