using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Sampling;

/// <summary>
/// An authority draws a sample of the determined cases of schools that it oversees (抽查, 第十九条): a share in percent of each school's, by a seed that is recorded, for a purpose.
/// What is drawn it may read, to the end of the day and no longer; nothing at the schools changes.
/// </summary>
public sealed record DrawAuthoritySample(ImmutableArray<string> Schools, string SchoolYear, string Seed, int Share, ImmutableArray<string> Parts, DateOnly Until, string Purpose) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(
        Value.List(Schools.Select(Value.Of)), SchoolYear, Seed, Share, Value.List(Parts.Select(Value.Of)), Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Purpose);
}

public static class AuthoritySampleCodes
{
    public static readonly Code Incomplete = Code.Input("authority-sample-incomplete", "抽查应写明学年、种子、1 至 100 的比例和 1 至 {most} 所学校，但不符。", "Expected a school year, a seed, a share from 1 to 100 and 1 to {most} schools, but they are not given so.", "实施办法 第十九条");
    public static readonly Code OneAuthority = Code.Input("authority-sample-of-several", "一次抽查应由一个主管部门对所辖学校进行，但所列学校分属几个。", "Expected the schools of a sample to be overseen as one authority, but they are of several.", "实施办法 第十九条");
    public static readonly Code TooMany = Code.Input("authority-sample-too-large", "一次抽查应不超过 {most} 份，但抽到 {count} 份；请降低比例或分次抽查。", "Expected at most {most} cases in one sample, but {count} were drawn; lower the share or draw several.");
}

public sealed class DrawAuthoritySampleHandler(StepRunner runner, IStoreReader reader, IStepStore store, DecidedLists lists, Cipher cipher, SchoolDays days) : IRequestHandler<DrawAuthoritySample, Answer>
{
    private const int MostSchools = 200;
    private const int MostCases = 500;

    public async Task<Answer> Handle(DrawAuthoritySample request, CancellationToken cancellationToken)
    {
        var (authority, refused) = Judge(request);
        if (authority is null)
            return refused!;
        var today = await days.DayAsync(authority, runner.Now(), cancellationToken);
        if (ReadGrantHandler.Refuse(request.Parts, request.Until, request.Purpose, today) is { } unfit)
            return unfit;
        var (population, drawn) = await DrawAsync(request, cancellationToken);
        if (drawn.IsEmpty)
            return SampleCodes.Nobody;
        if (drawn.Length > MostCases)
            return AuthoritySampleCodes.TooMany.With(("most", MostCases), ("count", drawn.Length));
        return await runner.RunAsync<AuthoritySampleState>(request, AuthoritySampleState.IdOf(authority, request.SchoolYear, request.Seed), (state, _, act, _) =>
        {
            if (state is not null)
                return SampleCodes.Drawn;
            var parts = new StepParts(act, 0);
            var purpose = parts.Seal(cipher.Seal(act.Stream, request.Purpose));
            foreach (var one in drawn)
                parts.Tell(OpenSampledCase.Name, one.Case, Value.Record(("sample", act.Stream.ToString())));
            return AuthoritySampleState.Empty.Step(new Beside(authority), parts, new AuthoritySampleEvent.Drawn(
                authority, [.. request.Schools.Order(StringComparer.Ordinal)], request.SchoolYear, request.Seed, request.Share, population, drawn, request.Parts, purpose, request.Until, today));
        }, cancellationToken);
    }

    /// <summary>The authority as which all the schools are overseen.</summary>
    private static (string? Authority, Rejection? Refused) Judge(DrawAuthoritySample request)
    {
        if (request.Schools.Length is 0 or > MostSchools || request.SchoolYear.Length == 0 || request.Seed.Length is 0 or > 100 || request.Share is < 1 or > 100)
            return (null, AuthoritySampleCodes.Incomplete.With(("most", MostSchools)));
        var over = request.Schools.Select(s => UnitPath.IsPath(s) ? request.Principal.AuthorityOver(s) : null).Distinct(StringComparer.Ordinal).ToList();
        return over.Contains(null) ? (null, FindingCodes.NotAuthority.With()) : over.Count > 1 ? (null, AuthoritySampleCodes.OneAuthority.With()) : (over[0], null);
    }

    /// <summary>Of each school the same share of what its real rounds of the year have determined.</summary>
    private async Task<(int Population, ImmutableArray<SampledCase> Drawn)> DrawAsync(DrawAuthoritySample request, CancellationToken cancellation)
    {
        var (population, drawn) = (0, ImmutableArray.CreateBuilder<SampledCase>());
        foreach (var school in request.Schools.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var cases = new List<Id>();
            foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind, Places = [school] }, PageRequest.Everything)).Items)
            {
                if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { Practice: false } round && round.SchoolYear == request.SchoolYear
                    && await lists.LoadAsync(Scope.All, row.Id, null, cancellation) is { } list)
                    cases.AddRange(list.Determined.Where(r => r.Stream.Status == "finished").Select(r => r.Case));
            }

            population += cases.Count;
            drawn.AddRange(SampleDraw.Of(request.Seed, cases, request.Share).Select(c => new SampledCase(c, school)));
        }

        return (population, drawn.ToImmutable());
    }
}
