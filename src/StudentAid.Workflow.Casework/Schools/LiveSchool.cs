using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Complaints;
using StudentAid.Workflow.Casework.Hardship;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.ReferenceLevels;
using StudentAid.Workflow.Casework.Registrations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Casework.Waivers;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What a school lives on: the product's commands, its store, and a clock that is moved by hand.</summary>
public sealed record SchoolHost(
    IMediator Mediator, IStepStore Store, IStoreReader Reader, StepRunner Runner, PinCache Pins, Organisations.Directory Directory, Settling Settling, SchoolClock Clock,
    LevelRegister Levels, ChaseLists Chase, RoundSheets Sheets, ExportDesk Exports,
    PrintDesk Prints, FindingRegister Findings, PaymentRegister Payments,
    RegistrationRegister Registrations, HardshipBase Hardship, AidPriority Priority, UnheldTasks Unheld,
    ComplaintRegister Complaints, ReferenceLevelRegister References, ReferenceLevelImport ReferenceImport, ImportReading Imports);

/// <summary>A school that has come into being, with the names of its document for the ids of the store.</summary>
public sealed class LiveSchool(SchoolHost host, SchoolDocument document)
{
    private readonly Dictionary<string, PersonRecord> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Principal> posts = new(StringComparer.Ordinal);
    private int keys;

    public SchoolHost Host => host;

    public SchoolDocument Document => document;

    /// <summary>A key that no command before had; the same for the same school.</summary>
    public string NextKey() => $"{document.School}#{(++keys).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Whom a round belongs to where a step names none: the only one of the procedure, or the first.</summary>
    public SchoolRound? RoundOf(string name) =>
        name.Length == 0 ? document.Rounds.FirstOrDefault() : document.Rounds.FirstOrDefault(r => r.Name == name) ?? document.Rounds.FirstOrDefault(r => r.Procedure == name);

    public Id IdOf(SchoolRound round) => RoundState.IdOf(document.School, round.Procedure, round.Content["schoolYear"].AsText() ?? "", round.Name);

    public PersonRecord? PersonOf(string name) => people.GetValueOrDefault(name);

    public string NameOf(Id person) => people.Values.FirstOrDefault(p => p.Id == person)?.Name ?? person.ToString();

    /// <summary>What a post's holder is called.</summary>
    public string NameOfPost(Id principal) => posts.Values.FirstOrDefault(p => p.Id == principal)?.Name ?? principal.ToString();

    /// <summary>A post of the document, else a student by his name; nobody named is the system. Null where nobody is called so.</summary>
    public Principal? PrincipalOf(string name)
    {
        if (name.Length == 0)
            return Principal.System;
        if (posts.TryGetValue(name, out var post))
            return post.At(host.Clock.GetUtcNow());
        return PersonOf(name) is { } person ? new Principal(Id.Of("principal", person.Id.ToString()), name, []) { Persons = [person.Id] } : null;
    }

    private bool Is(string path, string kind) => document.Units.FirstOrDefault(u => u.Path == path) is { } unit && (unit.Kind == kind || unit.StandsFor == kind);

    /// <summary>Looks everybody up again, for an import or a move has changed where they are.</summary>
    public async Task ReloadAsync()
    {
        foreach (var person in await host.Directory.PeopleAsync(Scope.All, document.School))
            people[person.Name] = person;
        foreach (var principal in await host.Directory.PrincipalsAsync(Scope.All, "/"))
            posts[principal.Name] = await host.Directory.SupervisingAsync(await host.Directory.StandingInAsync(principal));
    }

    /// <summary>Looks one person up again.</summary>
    public async Task ReloadAsync(PersonRecord person)
    {
        if (await host.Directory.PersonAsync(person.Id) is { } now)
            people[now.Name] = now;
    }

    public async Task<RoundState?> StateOf(SchoolRound round)
    {
        var state = await host.Runner.StateAsync<RoundState>(await host.Store.LoadAsync(IdOf(round)), default);
        if (state is not null)
            await host.Pins.EnsureAsync(state.Pin, default);
        return state;
    }

    /// <summary>The latest case of a person in a round, or null.</summary>
    public async Task<StreamRow?> CaseOf(SchoolRound round, Id person)
    {
        StreamRow? latest = null;
        for (var attempt = 1; await host.Reader.StreamAsync(Scope.All, Cases.BeginCase.IdOf(IdOf(round), person, attempt)) is { } found; attempt++)
            latest = found;
        return latest;
    }

    /// <summary>The latest list of an activity at a unit, or the one of this ordinal.</summary>
    public async Task<(Id Id, RosterState State)?> ListOf(SchoolRound round, string activity, string unit, int ordinal = 0)
    {
        (Id, RosterState)? found = null;
        for (var n = 1; ; n++)
        {
            var id = RosterState.IdOf(IdOf(round), activity, unit, n);
            if (await host.Runner.StateAsync<RosterState>(await host.Store.LoadAsync(id), default) is not { } state)
                return ordinal == 0 ? found : null;
            found = (id, state);
            if (n == ordinal)
                return found;
        }
    }

    /// <summary>The activity as the round's definition draws it.</summary>
    public async Task<ActivityNode?> ActivityOf(SchoolRound round, string activity) =>
        await StateOf(round) is { } state ? host.Pins.Definition(state.Pin)?.Find(activity) : null;

    /// <summary>The unit whose list is meant: the one that the step names, the acting post's of that kind, or the school.</summary>
    public async Task<string?> UnitFor(SchoolStep step, SchoolRound round, string activity)
    {
        if (step.Content["unit"].AsText() is { } named)
            return document.Units.FirstOrDefault(u => u.Path == named || u.Name == named)?.Path;
        if (await ActivityOf(round, activity) is not { } node)
            return null;
        var scope = RosterFlow.ScopeOf(node);
        var own = PrincipalOf(step.As)?.Grants.Select(g => g.Unit).FirstOrDefault(u => Is(u, scope));
        return own ?? (Is(document.School, scope) ? document.School : null);
    }

    /// <summary>Moves the clock to an instant; everything due on the way happens at its own time.</summary>
    public async Task MoveToAsync(DateTimeOffset instant)
    {
        while (await host.Reader.NextDeadlineAsync(Scope.All) is { } due && due <= instant && due > host.Clock.GetUtcNow())
        {
            host.Clock.MoveTo(due);
            await host.Settling.RunAsync();
        }

        host.Clock.MoveTo(instant);
        await host.Settling.RunAsync();
    }

    internal static Rejection Unknown(string name) => SchoolCodes.UnknownName.With(("name", name));
}
