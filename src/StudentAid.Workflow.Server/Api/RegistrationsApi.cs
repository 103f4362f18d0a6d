using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Registrations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>New students who were approved in the register system; receipt is the hash of its answer.</summary>
public sealed record RegistrationInput(string School, string Receipt, IReadOnlyList<Id>? People = null);

/// <summary>A student who is not registered yet. Register: full-time or other; missing are facts by name; twice says that another enrolled student has his ID number.</summary>
public sealed record PendingView(Id Person, string Name, string Place, string Register, IReadOnlyList<Text> Missing, bool Twice);

/// <summary>The window of today, else the next one; open says which of both.</summary>
public sealed record RegistrationsView(string School, DateOnly Today, bool Open, string? Window, Text? Name, DateOnly? Opens, DateOnly? Closes, IReadOnlyList<PendingView> Pending);

/// <summary>学籍注册 in spring and autumn, with student's and guardian's facts (人社厅发〔2020〕20号 (二)).</summary>
public static class RegistrationsApi
{
    public static void MapRegistrations(this RouteGroupBuilder api)
    {
        api.MapGet("/registrations", List).WithSummary("The window of registration and the new students who are not registered yet, with what is missing of them");
        api.MapPost("/registrations", (RegistrationInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RegisterStudents(i.School, [.. i.People ?? []], i.Receipt) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Put on record that new students were registered, within the window and complete");
    }

    private static async Task<Results<Ok<RegistrationsView>, ProblemHttpResult>> List(
        string school, Caller caller, RegistrationReading reading, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (!caller.Principal.Scope.Covers(school))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.Rounds(caller.Principal, school) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        return await reading.FindAsync(school, cancellation) is { } view ? TypedResults.Ok(view) : Problems.Of(RegistrationCodes.NoWindows, caller.Language);
    }
}

/// <summary>Reads the work list of registration for people.</summary>
public sealed class RegistrationReading(RegistrationRegister register, RoundAccess rounds)
{
    /// <summary>Null where no windows hold at the school.</summary>
    public async Task<RegistrationsView?> FindAsync(string school, CancellationToken cancellation)
    {
        var today = await rounds.TodayAsync(school);
        if (await register.RulesAsync(school, today, cancellation) is not { Registration: { } rules } enrolment)
            return null;
        var (now, next) = (rules.On(today), rules.After(today));
        var shown = now ?? next;
        return new RegistrationsView(
            school, today, now is not null, shown?.Window.Id, shown?.Window.Name, shown?.Opens, shown?.Closes,
            [.. (await register.PendingAsync(school, enrolment, rules)).Select(p => new PendingView(p.Person, p.Name, p.Place, p.Register, [.. p.Missing.Select(m => m.Name)], p.Twice))]);
    }
}
