using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>A level from a day to a day, both inclusive; without the second where it is held as long as the student is on the register. EndedBy: year-over, validity-over, superseded, revoked, exited, left or handed-over.</summary>
public sealed record HeldLevelView(string Level, Text Name, DateOnly From, DateOnly? Until, string Source, string EndedBy, Id Case, string Number, string SchoolYear)
{
    public static HeldLevelView Of(HeldLevel held) => new(held.Level, held.Name, held.From, held.Until == DateOnly.MaxValue ? null : held.Until, held.Source, held.EndedBy, held.Case, held.Number, held.SchoolYear);
}

/// <summary>The level that is valid on a day, absent where there is none; and every level held before and since.</summary>
public sealed record ValidLevelView(Id Person, string Name, DateOnly On, HeldLevelView? Valid, IReadOnlyList<HeldLevelView> All, IReadOnlyList<SuspendedDays> Suspensions)
{
    /// <summary>Where the student stands in the register of units.</summary>
    public required string Place { get; init; }

    /// <summary>The school above that place; empty where there is none.</summary>
    public required string School { get; init; }

    /// <summary>"held", "suspended", "exited" or "handed-over".</summary>
    public required string Standing { get; init; }

    /// <summary>What was said with it, for who keeps the school's rounds and for the family; absent for others, and where nothing ever happened to it.</summary>
    public StandingTold? Told { get; init; }

    /// <summary>What the reader may do to the standing now: of "exit", "suspend", "resume" and "hand-over".</summary>
    public required IReadOnlyList<string> Acts { get; init; }
}

/// <summary>Why the student gave his level up, to which school he went, and the hash of the file that went along; each empty where it did not happen.</summary>
public sealed record StandingTold(string Declaration, string To, string File);

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
        Id person, DateOnly? on, Caller caller, LevelReading reading, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return await reading.FindAsync(person, on, caller, cancellation) is { } view ? TypedResults.Ok(view) : Problems.Of(StepCodes.NotFound, caller.Language);
    }
}

/// <summary>Reads a student's levels and standing for people.</summary>
public sealed class LevelReading(Directory directory, LevelRegister register, SchoolDays days, IStepStore store, StepRunner runner, SealedTexts texts)
{
    /// <summary>Null where the caller knows nothing of the student.</summary>
    public async Task<ValidLevelView?> FindAsync(Id person, DateOnly? on, Caller caller, CancellationToken cancellation)
    {
        if (await directory.PersonAsync(person) is not { } student || !(caller.Principal.Scope.Covers(student.Place) || caller.Principal.Persons.Contains(person)))
            return null;
        var today = await days.DayAsync(student.Place, runner.Now(), cancellation);
        var history = await register.LoadAsync(person, cancellation);
        var state = await runner.StateAsync<StandingState>(await store.LoadAsync(StandingState.IdOf(person), cancellation), cancellation);
        var standing = state?.Status ?? StandingState.Held;
        var school = (await directory.LineAsync(student.Place)).LastOrDefault(u => u.Kind == "school")?.Path ?? "";
        var office = school.Length > 0 && Duties.Rounds(caller.Principal, school) is null;
        var fitting = ChangeStandingHandler.ActsOf(standing, history.LastsOn(today));
        var told = state is not null && (office || caller.Principal.Persons.Contains(person))
            ? new StandingTold(await texts.TextAsync(state.Declaration, cancellation), await texts.TextAsync(state.To, cancellation), state.File) : null;
        return new ValidLevelView(
            person, student.Name, on ?? today, history.On(on ?? today) is { } valid ? HeldLevelView.Of(valid) : null, [.. history.Levels.Select(HeldLevelView.Of)], [.. history.Suspensions])
        {
            Place = student.Place, School = school, Standing = standing, Told = told, Acts = [.. fitting.Where(a => (office && !caller.Principal.MustWithdrawFrom(person)) || (a == "exit" && caller.Principal.Persons.Contains(person)))],
        };
    }
}
