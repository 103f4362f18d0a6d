using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What a case file showed: nothing found is a pass.</summary>
public sealed record CaseFileResult(string File, Text Title, int Steps, ImmutableArray<CaseFinding> Findings)
{
    public bool Passed => Findings.IsEmpty;
}

/// <summary>A step (from 1; 0 before the first) that did not go as the file says.</summary>
public sealed record CaseFinding(int Step, Rejection Reason);

/// <summary>
/// Runs case files (<c>*.case.json</c>): a school, an instant, and steps that are done by somebody, refused with a code, wait until a day or an activity, or
/// say what is expected. Everything goes through the product's commands on a clock of its own; the file stops at the first step that goes wrong.
/// </summary>
public sealed class CaseFileRunner(Func<SchoolClock, SchoolHost> open)
{
    private const int Firings = 1_000;

    public Task<CaseFileResult> RunAsync(string file) => RunAsync(file, [], "");

    /// <summary>The same with texts published after the school's own documents: by the topmost layer, or in the place of any other layer by the file's school.</summary>
    public async Task<CaseFileResult> RunAsync(string file, ImmutableArray<string> texts, string unit)
    {
        var (content, refused) = SchoolFile.Read(file, SchoolShapes.Case);
        if (content is null)
            return Failed(file, file, 0, refused!);
        var title = Text.From(content["title"]) ?? Path.GetFileName(file);
        var (school, noSchool) = await SchoolAsync(file, content, texts, unit);
        if (school is null)
            return Failed(file, title, 0, noSchool!);
        if (school.Host.Clock.Read(content["now"].AsText() ?? "") is { } now)
            await school.MoveToAsync(now);
        var number = 0;
        foreach (var written in content["steps"].Items)
        {
            number++;
            var findings = await StepAsync(school, Of(written, content["procedure"]));
            if (findings.Count > 0)
                return new CaseFileResult(file, title, number, [.. findings.Select(f => new CaseFinding(number, f))]);
        }

        return new CaseFileResult(file, title, number, []);
    }

    private static CaseFileResult Failed(string file, Text title, int step, Rejection why) => new(file, title, step, [new CaseFinding(step, why)]);

    /// <summary>The school of the file with what the file changes in it, and with the documents that it brings as a layer.</summary>
    private async Task<(LiveSchool? School, Rejection? Refused)> SchoolAsync(string file, Value content, ImmutableArray<string> texts, string unit)
    {
        var name = content["school"].AsText() ?? "";
        if (SchoolFile.Find(file, name) is not { } path)
            return (null, SchoolCodes.NoSchool.With(("school", name)));
        var (document, refused) = SchoolDocument.Read(path, content["change"], content["documents"]);
        if (document is not null)
            document = document with { Tried = texts, TriedAt = unit == UnitPath.Root ? UnitPath.Root : document.School };
        return document is null ? (null, refused) : await SchoolBuilder.BuildAsync(document, open(new SchoolClock(DateTimeOffset.UnixEpoch, document.Zone)));
    }

    /// <summary>What a file calls itself, whose procedure it is and where its school lies; null where it or its school cannot be read.</summary>
    public static (Text Title, string Procedure, string School)? HeadOf(string file) =>
        SchoolFile.Read(file, SchoolShapes.Case).Value is { } content && SchoolFile.Find(file, content["school"].AsText() ?? "") is { } path && SchoolDocument.Read(path).Document is { } school
            ? (Text.From(content["title"]) ?? Path.GetFileName(file), content["procedure"].AsText() ?? "", school.School) : null;

    /// <summary>A step that names no round means the file's procedure.</summary>
    private static SchoolStep Of(Value written, Value procedure) =>
        new(written is RecordValue record && record["round"].IsNull && !procedure.IsNull ? record.With("round", procedure) : written);

    private static async Task<IReadOnlyList<Rejection>> StepAsync(LiveSchool school, SchoolStep step)
    {
        if (step.Do.Length > 0)
            return await DoAsync(school, step);
        if (step.Content["until"].AsText() is { } until)
            return await UntilAsync(school, step, until);
        if (step.Content["expect"] is RecordValue expected)
            return await new Expectation(school, step).CheckAsync(expected);
        return [SchoolCodes.BadStep];
    }

    private static async Task<IReadOnlyList<Rejection>> DoAsync(LiveSchool school, SchoolStep step)
    {
        var refused = await new SchoolActs(school).DoAsync(step);
        if (step.Refused.Length == 0)
            return refused is null ? [] : [CaseFileCodes.Refused.With(("do", step.Do), ("code", refused.Code.Id), ("reason", refused))];
        return refused?.Code.Id == step.Refused
            ? [] : [CaseFileCodes.NotRefused.With(("do", step.Do), ("expected", step.Refused), ("found", refused?.Code.Id ?? "–"))];
    }

    /// <summary>To the beginning of a day, to an instant, or from due instant to due instant until the case stands at an activity.</summary>
    private static async Task<IReadOnlyList<Rejection>> UntilAsync(LiveSchool school, SchoolStep step, string until)
    {
        if (school.Host.Clock.Read(until) is { } instant)
        {
            await school.MoveToAsync(instant);
            return [];
        }

        if (school.PersonOf(step.Cases[0]) is not { } person || school.RoundOf(step.Round) is not { } round)
            return [LiveSchool.Unknown(step.Cases[0])];
        for (var fired = 0; fired < Firings; fired++)
        {
            var at = (await school.CaseOf(round, person.Id))?.At ?? "";
            if (at.Split(',').Contains(until, StringComparer.Ordinal))
                return [];
            if (await school.Host.Reader.NextDeadlineAsync(Engine.Streams.Scope.All) is not { } due)
                return [CaseFileCodes.NeverThere.With(("activity", until), ("at", at))];
            await school.MoveToAsync(due);
        }

        return [CaseFileCodes.NeverThere.With(("activity", until), ("at", "…"))];
    }
}
