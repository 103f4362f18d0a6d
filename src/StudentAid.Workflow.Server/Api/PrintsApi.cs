using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// What a print form is about: a round with unit or track or the unit's body, a list (with an objection's number), a case, or a reconsideration. The day stands under the
/// sheet; today when silent.
/// </summary>
public sealed record PrintQuery
{
    [FromQuery(Name = "round")]
    public Id? Round { get; init; }

    [FromQuery(Name = "roster")]
    public Id? Roster { get; init; }

    [FromQuery(Name = "case")]
    public Id? Case { get; init; }

    [FromQuery(Name = "reconsideration")]
    public Id? Reconsideration { get; init; }

    [FromQuery(Name = "unit")]
    public string? Unit { get; init; }

    [FromQuery(Name = "track")]
    public string? Track { get; init; }

    [FromQuery(Name = "body")]
    public string? Body { get; init; }

    [FromQuery(Name = "number")]
    public int? Number { get; init; }

    [FromQuery(Name = "day")]
    public DateOnly? Day { get; init; }

    /// <summary>Each id that was given, with the kind of stream it must name.</summary>
    public IEnumerable<(Id Id, string Kind)> Named =>
        new (Id?, string)[] { (Round, RoundState.Kind), (Roster, RosterState.Kind), (Case, InstanceSteps.Kind), (Reconsideration, ReconsiderationState.Kind) }
            .Where(n => n.Item1 is { IsNone: false }).Select(n => (n.Item1!.Value, n.Item2));

    public PrintRequest For(string form, DateOnly today) => new(form, Day ?? today)
    {
        Round = Round ?? default, Roster = Roster ?? default, Case = Case ?? default, Reconsideration = Reconsideration ?? default,
        Unit = Unit ?? "", Track = Track ?? "", Body = Body ?? "", Number = Number ?? 0,
    };
}

public static class PrintsApi
{
    public static void MapPrints(this RouteGroupBuilder api) => api.MapGet("/prints/{form}", Print)
        .Produces<string>(StatusCodes.Status200OK, "text/html").WithSummary("A sheet for print, filled from what is on record");

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Print(
        string form, [AsParameters] PrintQuery query, Caller caller, PrintDesk desk, IStepStore store, RoundAccess rounds, RosterReading lists, ReconsiderationReading reconsiderations, ReadingRecord readings,
        CaseReading cases, PinCache pins, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (PrintForms.Find(form) is null)
            return Problems.Of(PrintForms.Unknown(form), caller.Language);
        StoredStream? about = null;
        foreach (var (id, kind) in query.Named)
        {
            if (await store.LoadAsync(id, cancellation) is not { } stored || stored.Kind != kind)
                return Problems.Of(StepCodes.NotFound, caller.Language);
            about ??= stored;
        }

        if (about is null)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Refuse(form, query, about, caller) is { } refused && !await IsForCheckingAsync(form, query, about, caller, cases, pins, cancellation))
            return Problems.Of(refused, caller.Language);
        // The words of an answer are theirs who answered, on paper too; the decision record alone gives them to the family and to who hands papers out.
        if (form == PrintForms.ObjectionAnswer && query.Roster is { } list
            && (await lists.FindAsync(list, caller, cancellation))?.Objections.FirstOrDefault(o => o.Number == query.Number)?.Answer is not { Length: > 0 })
            return Problems.Of(StepCodes.NotFound, caller.Language);
        // What is answered to a family is told to whom the page tells it: who stands at the authority without its post reads no other school's.
        var answered = form == PrintForms.ReconsiderationAnswer && query.Reconsideration is { } asked ? await reconsiderations.FindAsync(asked, caller, cancellation) : null;
        if (form == PrintForms.ReconsiderationAnswer && (answered is null || query.Named.Count() > 1))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var own = IsOwnLetter(form, query, about, caller) || (answered is not null && caller.Principal.Persons.Contains(answered.Person));
        var scope = answered is not null ? Scope.Of([answered.School]) : own ? Scope.Of([about.OrgPath]) : caller.Principal.Scope;
        var answer = await desk.RenderAsync(scope, query.For(form, await rounds.TodayAsync(about.OrgPath)), cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        if (!own && TellsOfFamily(form, query) && await readings.WriteAsync(caller, about.OrgPath, answered?.Case ?? query.Case ?? default, form, RecordReading.Print) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        return PrintedPage.Show(response, answer.Html!);
    }

    /// <summary>A sheet about one case, or with families' answers; lists and notices say what their pages say.</summary>
    private static bool TellsOfFamily(string form, PrintQuery query) => query.Case is { IsNone: false } || PrintForms.Find(form) is { HasForm: true } or { Needs: PrintSubject.Objection or PrintSubject.Reconsideration };

    /// <summary>A student, or who guards him, prints the letter of his own result and the record of how it came about, and nothing else.</summary>
    private static bool IsOwnLetter(string form, PrintQuery query, StoredStream about, Caller caller) =>
        form is PrintForms.Determined or PrintForms.NotDetermined or PrintForms.DecisionRecord && query.Case == about.Id && query.Named.Count() == 1 && query.Unit is null
        && caller.Principal.Persons.Contains(about.Subject);

    /// <summary>
    /// Who verifies at the case and enters a family's paper prints what he saved, for the family to check and sign before it is handed in; what was handed in is the office's.
    /// </summary>
    private static async Task<bool> IsForCheckingAsync(string form, PrintQuery query, StoredStream about, Caller caller, CaseReading cases, PinCache pins, CancellationToken cancellation) =>
        form == PrintForms.Application && query.Case == about.Id && query.Named.Count() == 1 && query.Unit is null
        && await cases.FindAsync(about.Id, caller, cancellation) is { } found
        && found.State.Bookmarks.Values.Any(b => b.Kind == BookmarkKind.Task && pins.Definition(found.State.Pin)?.Find(b.Node)?.Type == ApplicationActivity.TypeName
            && found.State.Frames[b.Frame].Data[ApplicationActivity.DraftEntered].AsBool() == true)
        && FamilyReaders.Of(caller.Principal, found.Stored, found.State, pins) is var who && who.Contains(FieldTable.Staff) && who.Contains(Duty.Verify);

    /// <summary>A sheet with the family's answers is the office's to print; of the others the scope decides.</summary>
    private static Rejection? Refuse(string form, PrintQuery query, StoredStream about, Caller caller)
    {
        if (PrintForms.Find(form) is not { HasForm: true } || IsOwnLetter(form, query, about, caller))
            return null;
        var place = query.Unit ?? about.OrgPath;
        return caller.Principal.Scope.Covers(place) ? Duties.Office(caller.Principal, place) : StepCodes.NotFound.With();
    }
}
