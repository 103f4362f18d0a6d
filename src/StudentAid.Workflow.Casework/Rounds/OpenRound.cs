using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// Opens a school's round of a school year and pins what it goes by (第六条: one table for all). Refused without the record of who adopted the score
/// table (第十四条), and where a document that the definition names is not published.
/// </summary>
public sealed record OpenRound(
    string School, string Procedure, string SchoolYear, string Name, DateOnly TermStart, DateOnly ReferenceDay, ImmutableArray<string> Tracks,
    Adoption? Adoption, bool Practice = false) : Command
{
    public override Id Target => default;

    public Id Round => RoundState.IdOf(School, Procedure, SchoolYear, Name);

    public override Value Body => RecordCodec.WriteNamed(Opened(""));

    internal RoundEvent.Opened Opened(string pin) =>
        new(School, Procedure, SchoolYear, Name, TermStart, ReferenceDay, pin, Tracks, Adoption ?? new Adoption("", default, "", ""), Practice);
}

public sealed class OpenRoundHandler(StepRunner runner, PinBuilder pins) : IRequestHandler<OpenRound, Answer>
{
    public async Task<Answer> Handle(OpenRound request, CancellationToken cancellationToken)
    {
        if (Duties.Rounds(request.Principal, request.School) is { } notYours)
            return notYours;
        var pin = await pins.BuildAsync(request.School, request.Procedure, request.ReferenceDay, cancellationToken);
        return await runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) => Decide(request, pin, state, act, facts), cancellationToken);
    }

    private static StreamDecision Decide(OpenRound request, BuiltPin? pin, RoundState? state, Act act, Facts facts)
    {
        if (state is not null)
            return RoundCodes.Exists.With(("name", request.Name));
        ImmutableArray<FactKey> needed = [UnitFacts.Unit(request.School), new(RosterFacts.Calendar, request.School)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        if (facts.Find(needed[0])!.Value.IsNull)
            return OrganisationCodes.UnknownUnit.With(("path", request.School));
        if (pin is null)
            return ShelfCodes.NoDefinition.With(("procedure", request.Procedure), ("school", request.School));
        if (pin.Refused is { } unfit)
            return unfit;
        if (facts.Find(needed[1])!.Value["documents"].Items.IsEmpty)
            return RoundCodes.NoCalendar;
        if (Missing(request, pin) is { } refused)
            return refused;
        var steps = new RoundSteps(null, act);
        foreach (var blob in pin.Blobs)
            steps.Parts.Keep(blob);
        return steps.Of(request.Opened(pin.Pin));
    }

    private static Rejection? Missing(OpenRound request, BuiltPin pin)
    {
        var nodes = pin.Definition.Root.All().ToList();
        if (Named(nodes, "body").FirstOrDefault(id => !pin.Has("body", id)) is { } body)
            return RoundCodes.NoBodyRules.With(("id", body));
        var tables = Named(nodes, "table").ToList();
        if (tables.Find(id => !pin.Has("score-table", id)) is { } table)
            return RoundCodes.NoScoreTable.With(("id", table));
        return tables.Count > 0 && MissingOf(request.Adoption).ToList() is { Count: > 0 } missing ? RoundCodes.NoAdoption.With(("missing", Text.Listed(missing))) : null;
    }

    private static IEnumerable<Text> MissingOf(Adoption? adoption)
    {
        if (adoption is not { Body.Length: > 0 })
            yield return new Text("通过的机构", "the body that adopted it");
        if (adoption is null || adoption.Day == default)
            yield return new Text("通过日期", "the day");
        if (adoption is not { Meeting.Length: > 0 })
            yield return new Text("会议名称", "the name of the meeting");
        if (adoption is not { EvidenceHash.Length: > 0 })
            yield return new Text("会议纪要", "the minutes");
    }

    private static IEnumerable<string> Named(IEnumerable<ActivityNode> nodes, string input) =>
        nodes.Select(n => n.Input(input)).OfType<ActivityInput>().Where(i => i.Kind == InputKind.Literal)
            .Select(i => i.Value.AsText()).OfType<string>().Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);
}
