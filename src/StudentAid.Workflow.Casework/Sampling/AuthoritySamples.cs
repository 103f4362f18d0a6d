using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Sampling;

/// <summary>An authority's sample in lists; Open while its cases may be read.</summary>
public sealed record AuthoritySampleRow(Id Id, long Version, string Authority, Text AuthorityName, string SchoolYear, string Seed, int Share, int Population, int Cases, int Schools, DateOnly DrawnOn, DateOnly Until, bool Open);

/// <summary>A case of a sample by its number; Grant is what it is read by while the sample is open.</summary>
public sealed record AuthoritySampleCase(Id Case, string Number, string School, Text SchoolName, Id Grant);

/// <summary>A sample with its purpose and its cases.</summary>
public sealed record AuthoritySampleSheet(AuthoritySampleRow Row, string Purpose, ImmutableArray<string> Schools, ImmutableArray<string> Parts, ImmutableArray<AuthoritySampleCase> Cases);

/// <summary>The samples of authorities, for who oversees at the authority that drew them or above it.</summary>
public sealed class AuthoritySamples(IStoreReader reader, IStepStore store, StepRunner runner, SchoolDays days, SealedTexts texts, Organisations.Directory directory)
{
    public async Task<Page<AuthoritySampleRow>> PageAsync(Principal principal, PageRequest request, CancellationToken cancellation)
    {
        var overseen = Scope.Of(principal.Grants.Where(principal.Oversees).Select(g => g.Unit));
        var page = await reader.StreamsAsync(overseen, new StreamFilter { Kind = AuthoritySampleState.Kind }, request);
        var rows = ImmutableArray.CreateBuilder<AuthoritySampleRow>();
        foreach (var stored in page.Items)
        {
            if (await StateAsync(stored.Id, cancellation) is { } state)
                rows.Add(await RowAsync(stored.Id, state, cancellation));
        }

        return new Page<AuthoritySampleRow>(rows.ToImmutable(), page.Previous, page.Next, page.AtLeast);
    }

    /// <summary>Null for whoever is of no such authority.</summary>
    public async Task<AuthoritySampleSheet?> FindAsync(Principal principal, Id id, CancellationToken cancellation)
    {
        if (await StateAsync(id, cancellation) is not { } state || !principal.Grants.Any(g => principal.Oversees(g) && UnitPath.IsBelow(state.Authority, g.Unit)))
            return null;
        var names = new Dictionary<string, Text>(StringComparer.Ordinal);
        foreach (var school in state.Schools)
            names[school] = (await directory.UnitAsync(school))?.Name ?? school;
        var cases = ImmutableArray.CreateBuilder<AuthoritySampleCase>();
        foreach (var one in state.Cases)
        {
            var number = (await runner.StateAsync<InstanceState>(await store.LoadAsync(one.Case, cancellation), cancellation))?.Name ?? "";
            cases.Add(new AuthoritySampleCase(one.Case, number, one.School, names.GetValueOrDefault(one.School) ?? one.School, ReadGrantState.IdOf(id, one.Case)));
        }

        return new AuthoritySampleSheet(await RowAsync(id, state, cancellation), await texts.TextAsync(state.Purpose, cancellation), state.Schools, state.Parts, cases.ToImmutable());
    }

    private async Task<AuthoritySampleState?> StateAsync(Id id, CancellationToken cancellation) => await runner.StateAsync<AuthoritySampleState>(await store.LoadAsync(id, cancellation), cancellation);

    private async Task<AuthoritySampleRow> RowAsync(Id id, AuthoritySampleState s, CancellationToken cancellation) => new(
        id, s.Version, s.Authority, (await directory.UnitAsync(s.Authority))?.Name ?? s.Authority, s.SchoolYear, s.Seed, s.Share, s.Population, s.Cases.Length, s.Schools.Length, s.DrawnOn, s.Until,
        await days.DayAsync(s.Authority, runner.Now(), cancellation) <= s.Until);
}
