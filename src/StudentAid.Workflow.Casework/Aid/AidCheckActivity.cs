using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Aid;

public sealed record AidCheckOptions
{
    [Option("资助项目", "Aid", Required = true, References = "aid", HelpZhCn = "项目的规则：学期、金额、责任声明、重点审查项（人社厅发〔2020〕20号 (七)）。", HelpEn = "The aid's rules: semesters, amount, statement, red flags.")]
    public string Aid { get; init; } = "";

    [Option("申请资格", "Eligibility", Required = true, References = "eligibility", HelpZhCn = "不得纳入的情形（人社厅发〔2020〕20号 (五)）。", HelpEn = "On which grounds somebody is left out.")]
    public string Eligibility { get; init; } = "";
}

/// <summary>
/// 资格核查: holds register and answers against the eligibility rules once more, and proposes the grant with the amount that holds on the reference day, or its
/// refusal with the ground. It only proposes; who signs the list decides (校长责任制).
/// </summary>
public sealed class AidCheckActivity() : ActivityType<AidCheckOptions>(
    Describe.Step("AidCheck", "资格核查", "Check of eligibility", "按学籍和申请内容核查受助资格，提出是否享受及金额。", "Holds register and application against the rules and proposes the grant.") with
    {
        Outputs =
        [
            new OutputDescription("amount", new Text("金额（分）", "Amount in 分"), OptionKind.Number),
            new OutputDescription("semester", new Text("学期", "Semester"), OptionKind.Text),
            new OutputDescription("ground", new Text("不符合的情形", "Ground"), OptionKind.Text),
        ],
    })
{
    protected override ActivityResult Enter(ActivityContext context, AidCheckOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || AidRules.Kind.Of(context, options.Aid, out stop) is not { } aid
            || Eligibility.Kind.Of(context, options.Eligibility, out stop) is not { } eligibility
            || ReferenceValues.Of(context, aid.Content.References.Concat(eligibility.Content.References), out stop) is not { } references)
            return stop!;
        var applicant = CaseFacts.Read(context, CaseFacts.Applicant(input), out stop);
        if (stop is not null)
            return stop;
        var answers = CaseVariables.Open(context, out stop, CaseVariables.Answers)[0];
        if (stop is not null)
            return stop;
        var rules = aid.Content.At(references);
        Value? held = rules.ReadsHeld || eligibility.Content.ReadsHeld ? CaseFacts.Read(context, CaseFacts.Held(input), out stop) : null;
        if (stop is not null)
            return stop;
        var amount = AmountOn(context, rules.AmountFor(applicant, answers, held), references.Day, out stop);
        if (stop is not null)
            return stop;
        Propose(context, rules, eligibility.Content.At(references).GroundOf(applicant, answers, held), amount, rules.On(references.Day)?.Id ?? "");
        return ActivityResult.Completed();
    }

    /// <summary>What is in force that day; <see cref="Value.Null"/> where the aid has no amount, or none yet.</summary>
    private static Value AmountOn(ActivityContext context, string id, DateOnly day, out ActivityResult? stop)
    {
        stop = null;
        if (id.Length == 0 || DatedValue.Kind.Of(context, id, out stop) is not { } dated)
            return Value.Null;
        return dated.Content.On(day)?.Value is { } inForce ? inForce : Value.Null;
    }

    private static void Propose(ActivityContext context, AidRules rules, ExclusionGround? ground, Value amount, string semester)
    {
        var scale = Scale.Kind.Of(context, rules.Scale, out _)?.Content;
        CaseVariables.Set(context, CaseVariables.Scale, rules.Scale);
        CaseVariables.Set(context, CaseVariables.Suggested, ground is null ? rules.Granted : scale?.NotDetermined.Id ?? "");
        CaseVariables.Set(context, CaseVariables.SuggestedReason, ground is null ? Value.Null : rules.Refusal);
        CaseVariables.Set(context, CaseVariables.Level, Value.Null);
        CaseVariables.Set(context, CaseVariables.Reason, Value.Null);
        context.SetOutput("amount", ground is null ? amount : Value.Null);
        context.SetOutput("semester", semester);
        context.SetOutput("ground", ground?.Id ?? Value.Null);
        context.Note("aid-checked", PlainText.Record(
            ("aid", rules.Id), ("semester", semester), ("amount", ground is null ? amount : Value.Null), ("ground", ground is null ? Value.Null : ground.Id), ("article", ground is null ? Value.Null : ground.Article)));
    }
}
