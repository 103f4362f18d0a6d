using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>Titles of activities by the definition that their round pins; the product's own tasks have titles of their own.</summary>
public sealed class ActivityTitles(IStepStore store, StepRunner runner, PinCache pins)
{
    public async Task<Dictionary<(Id Round, string Activity), string>> OfAsync(IEnumerable<(Id Round, string Activity)> wanted)
    {
        var titles = new Dictionary<(Id Round, string Activity), string>();
        foreach (var (round, activity) in wanted.Distinct())
            titles[(round, activity)] = Own(activity)?.ZhCn ?? await TitleAsync(round, activity);
        return titles;
    }

    private async Task<string> TitleAsync(Id round, string activity)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round), CancellationToken.None) is not { } state)
            return activity;
        await pins.EnsureAsync(state.Pin, CancellationToken.None);
        return pins.Definition(state.Pin)?.Find(activity)?.Title?.ZhCn ?? activity;
    }

    /// <summary>The title of a task that no definition names, or null.</summary>
    public static Text? Own(string activity) => activity switch
    {
        "post-photo" => new Text("张贴公示并拍照", "posting the notice and a photo of it"),
        "take-down-photo" => new Text("撤下公示并拍照", "taking the notice down and a photo of it"),
        "answer-objection" => new Text("答复异议", "answering an objection"),
        RosterFacts.VoteTask => new Text("表决", "voting"),
        AbsentMembers.Task => new Text("告知缺席成员", "telling an absent member"),
        LateMatches.Task => new Text("核对新的比对结果", "looking at a new result of the comparison"),
        RevocationHandler.RecoverTask => new Text("追回资助款", "recovering aid"),
        _ => null,
    };
}
