using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Verification;

public sealed record SampleOptions
{
    [Option("抽取比例", "Share", Required = true, HelpZhCn = "分数，例如 1/10；每名学生被抽中的机会。", HelpEn = "A fraction such as 1/10: the chance of each student.")]
    public string Share { get; init; } = "";

    [Option("随机种子", "Seed", HelpZhCn = "与批次一起决定抽取结果，记入历史，可以复核。", HelpEn = "Decides together with the round who is drawn; recorded, so that it can be checked.")]
    public string Seed { get; init; } = "";

    [Option("必抽", "Always", HelpZhCn = "成立的一律抽中，例如有争议的。", HelpEn = "Who is drawn whatever the chance, such as disputed cases.")]
    public bool Always { get; init; }

    [Option("至少抽几名", "At least", Minimum = 1, Maximum = 1000, Tightens = "min", HelpZhCn = "每个单位（each）至少抽几名：申请走到这里时，在本单位已经受理、尚未办结的申请中按抽签号排在前几名的都抽中，不足的全抽。",
        HelpEn = "How many of each unit at least: whoever, when his case comes here, is among so many first of the unit's cases that are handed in and not over is drawn; all where there are fewer.")]
    public int? AtLeast { get; init; }

    [Option("按哪一类单位计", "Each", HelpZhCn = "至少抽几名按哪一类单位计，如 class 每个班级、department 每个院（系）。", HelpEn = "The kind of unit of which at least so many are drawn, such as each class or department.")]
    public string Each { get; init; } = "class";
}

public static class SampleCodes
{
    public static readonly Code BadShare = Code.Input("sample-bad-share", "抽取比例应是 0 到 1 的分数（如 1/10），但写的是“{share}”。", "Expected a share from 0 to 1 such as 1/10, but it is '{share}'.");
}

/// <summary>
/// 抽查: draws a share of the cases, and of each unit at least so many, Selected or NotSelected. A case's draw is the SHA-256 of seed, round, activity and person, so that anybody who knows the
/// seed can draw again and nobody can choose; it is recorded with seed and share.
/// </summary>
public sealed class SampleActivity() : ActivityType<SampleOptions>(
    Describe.Step("Sample", "抽查", "Sample", "按比例抽取一部分申请复核或家访。", "Draws a share of the cases for a second look or a visit.") with { Outcomes = [Selected, NotSelected] })
{
    public const string Selected = "Selected";
    public const string NotSelected = "NotSelected";

    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        if (node.Input("share") is { Kind: InputKind.Literal } share && Share.Parse(share.Text) is null)
            yield return SampleCodes.BadShare.With(("share", share.Text));
    }

    protected override ActivityResult Enter(ActivityContext context, SampleOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        if (Share.Parse(options.Share) is not { } share)
            return ActivityResult.Faulted(SampleCodes.BadShare.With(("share", options.Share)));
        var lot = LotOf(context, options, input, out stop);
        if (stop is not null)
            return stop;
        var drawn = options.Always || !lot.IsNull || IsDrawn(share, TextOf(Prefix(context, options, input), input.Person));
        context.Note("sampled", PlainText.Record(
            ("seed", options.Seed), ("share", options.Share), ("always", options.Always ? Value.True : Value.Null), ("selected", Value.Of(drawn)),
            ("atLeast", options.AtLeast is { } least ? least : Value.Null), ("place", lot["place"]), ("of", lot["of"])));
        return ActivityResult.Completed(drawn ? Selected : NotSelected);
    }

    /// <summary>
    /// <c>{ place, of }</c> where the case's lot is among the first so many of those of its unit that are under way, else null. Whoever is among the first n of all who ever come is
    /// among them when he comes, so that no order of coming leaves a unit short.
    /// </summary>
    private static Value LotOf(ActivityContext context, SampleOptions options, CaseInput input, out ActivityResult? stop)
    {
        stop = null;
        if (options.AtLeast is not { } wanted)
            return Value.Null;
        if (input.Units[options.Each].AsText() is not { } unit)
        {
            stop = ActivityResult.Faulted(CaseCodes.NoUnit.With(("scope", options.Each), ("number", input.Number)));
            return Value.Null;
        }

        var applying = context.Definition.Definition.Root.All().Where(n => n.Type == ApplicationActivity.TypeName).Select(n => n.Id);
        return CaseFacts.Read(context, LotFactSource.Of(new Drawing(input.Round, unit, Prefix(context, options, input), wanted, [.. applying]), input.Person), out stop);
    }

    private static string Prefix(ActivityContext context, SampleOptions options, CaseInput input) => $"{options.Seed}|{input.Round}|{context.Node.Id}";

    private static string TextOf(string prefix, Id person) => $"{prefix}|{person}";

    /// <summary>A person's lot in a drawing: the lower, the sooner.</summary>
    internal static ulong LotOf(string prefix, Id person) => HashOf(TextOf(prefix, person));

    private static ulong HashOf(string text) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>True where the text's hash, as a fraction of all hashes, lies below the share.</summary>
    public static bool IsDrawn(Share share, string text) => (UInt128)HashOf(text) * (UInt128)(uint)share.Whole < (UInt128)(uint)share.Part << 64;
}
