using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Verification;

public sealed record SampleOptions
{
    [Option("抽取比例", "Share", Required = true, HelpZhCn = "分数，例如 1/10；每名学生被抽中的机会。", HelpEn = "A fraction such as 1/10: the chance of each student.")]
    public string Share { get; init; } = "";

    [Option("随机种子", "Seed", HelpZhCn = "与批次一起决定抽取结果，记入历史，可以复核。", HelpEn = "Decides together with the round who is drawn; recorded, so that it can be checked.")]
    public string Seed { get; init; } = "";

    [Option("必抽", "Always", HelpZhCn = "成立的一律抽中，例如有争议的。", HelpEn = "Who is drawn whatever the chance, such as disputed cases.")]
    public bool Always { get; init; }
}

public static class SampleCodes
{
    public static readonly Code BadShare = Code.Input("sample-bad-share", "抽取比例应是 0 到 1 的分数（如 1/10），但写的是“{share}”。", "Expected a share from 0 to 1 such as 1/10, but it is '{share}'.");
}

/// <summary>
/// 抽查: draws a share of the cases, Selected or NotSelected. A case's draw is the SHA-256 of seed, round, activity and person, so that anybody who knows the
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
        var drawn = options.Always || IsDrawn(share, $"{options.Seed}|{input.Round}|{context.Node.Id}|{input.Person}");
        context.Note("sampled", PlainText.Record(
            ("seed", options.Seed), ("share", options.Share), ("always", options.Always ? Value.True : Value.Null), ("selected", Value.Of(drawn))));
        return ActivityResult.Completed(drawn ? Selected : NotSelected);
    }

    /// <summary>True where the text's hash, as a fraction of all hashes, lies below the share.</summary>
    public static bool IsDrawn(Share share, string text)
    {
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return (UInt128)hash * (UInt128)(uint)share.Whole < (UInt128)(uint)share.Part << 64;
    }
}
