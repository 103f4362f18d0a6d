using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>A level from a day to a day, both inclusive. EndedBy: year-over, validity-over, superseded, revoked, exited, left or handed-over.</summary>
public sealed record HeldLevelView(string Level, Text Name, DateOnly From, DateOnly Until, string Source, string EndedBy, Id Case, string Number, string SchoolYear)
{
    public static HeldLevelView Of(HeldLevel held) => new(held.Level, held.Name, held.From, held.Until, held.Source, held.EndedBy, held.Case, held.Number, held.SchoolYear);
}

/// <summary>The level that is valid on a day, absent where there is none; and every level held before and since.</summary>
public sealed record ValidLevelView(Id Person, string Name, DateOnly On, HeldLevelView? Valid, IReadOnlyList<HeldLevelView> All, IReadOnlyList<SuspendedDays> Suspensions)
{
    /// <summary>For who keeps the school's rounds and for the family; absent where nothing ever happened to it, and for others.</summary>
    public StandingView? Standing { get; init; }
}

/// <summary>Status: held, suspended, exited, left or handed-over. Why the student gave his level up, to which school he went, and the hash of the file that went along.</summary>
public sealed record StandingView(string Status, string Declaration, string To, string File);

/// <summary>Act: exit, suspend, resume or hand-over. Reason is a code, paper a hash.</summary>
public sealed record StandingInput(string Act, string? Reason = null, string? Text = null, string? Paper = null);

/// <summary>The longitudinal register: the valid level of a student on a date.</summary>
public static class LevelsApi
{
    public static void MapLevels(this RouteGroupBuilder api)
    {
        api.MapGet("/students/{person}/level", Level).WithSummary("The level of a student that is valid on a day (today when silent), and its history");
        api.MapPost("/students/{person}/standing", (Id person, StandingInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ChangeStanding(person, i.Act, i.Reason ?? "", i.Text ?? "", i.Paper ?? "") { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("A student gives his level up, rests, comes back, or goes to another school");
    }

    private static async Task<Results<Ok<ValidLevelView>, ProblemHttpResult>> Level(
        Id person, DateOnly? on, Caller caller, Directory directory, LevelRegister register, CalendarReading calendars, HttpResponse response,
        IStepStore store, StepRunner runner, SealedTexts texts, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await directory.PersonAsync(person) is not { } student || !(caller.Principal.Scope.Covers(student.Place) || caller.Principal.Persons.Contains(person)))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var day = on ?? (await calendars.OfAsync(student.Place) is { } calendar ? calendar.DayOf(calendars.Now) : DateOnly.FromDateTime(calendars.Now.UtcDateTime));
        var history = await register.LoadAsync(person, cancellation);
        return TypedResults.Ok(new ValidLevelView(
            person, student.Name, day, history.On(day) is { } valid ? HeldLevelView.Of(valid) : null, [.. history.Levels.Select(HeldLevelView.Of)], [.. history.Suspensions])
        {
            Standing = (caller.Principal.Persons.Contains(person) || Duties.Rounds(caller.Principal, student.Place) is null)
                && await runner.StateAsync<StandingState>(await store.LoadAsync(StandingState.IdOf(person), cancellation), cancellation) is { } standing
                ? new StandingView(standing.Status, await texts.TextAsync(standing.Declaration, cancellation), await texts.TextAsync(standing.To, cancellation), standing.File) : null,
        });
    }
}
