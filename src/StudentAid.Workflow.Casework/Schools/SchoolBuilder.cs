using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>Brings a school into being out of its document, through public commands only, and plays its script.</summary>
public static class SchoolBuilder
{
    /// <summary>The school as it stands after the script, or the first refusal with the step that met it.</summary>
    public static async Task<(LiveSchool? School, Rejection? Refused)> BuildAsync(SchoolDocument document, SchoolHost host)
    {
        var school = new LiveSchool(host, document);
        if (host.Clock.Read(document.Clock) is { } start)
            await school.MoveToAsync(start);
        var refused = await SetUpAsync(school) ?? await PlayAsync(school);
        return refused is null ? (school, null) : (null, refused);
    }

    private static async Task<Rejection?> SetUpAsync(LiveSchool school)
    {
        foreach (var command in Places(school))
        {
            if ((await school.Host.Mediator.Send(command)).Rejected is { } refused && refused.Code != ShelfCodes.NothingNew)
                return refused;
        }

        await school.ReloadAsync();
        foreach (var command in Posts(school).Concat(school.Document.Committees.Select(c => CommitteeOf(school, c))))
        {
            if ((await school.Host.Mediator.Send(command)).Rejected is { } refused)
                return refused;
        }

        await school.ReloadAsync();
        foreach (var round in school.Document.Rounds.Where(r => r.Content["byScript"].AsBool() != true))
        {
            if (await new RoundActs(school).OpenAsync(new Doing(new SchoolStep(Value.EmptyRecord), Principal.System, round, "round", "open")) is { } refused)
                return refused;
        }

        return null;
    }

    private static IEnumerable<Command> Places(LiveSchool school)
    {
        var document = school.Document;
        ImmutableArray<string> texts = [.. document.Documents.SelectMany(folder => DocumentFolder.Read(folder))];
        if (!texts.IsEmpty)
            yield return new PublishDocuments(UnitPath.Root, texts) { Principal = Principal.System, Key = school.NextKey() };
        yield return new PutOrgUnits(UnitPath.Root, document.Units) { Principal = Principal.System, Key = school.NextKey() };
        var people = new SyntheticPeople(document.School, document.Names).Rows(document.People);
        yield return new ImportPeople(document.School, Path.GetFileName(document.File), people) { Principal = Principal.System, Key = school.NextKey() };
    }

    private static IEnumerable<Command> Posts(LiveSchool school) => school.Document.Posts.Select(post =>
    {
        // Kept at the school where all his posts lie in it, so that only those who see the school see who works there.
        var unit = post.Grants.All(g => UnitPath.IsBelow(g.Unit, school.Document.School)) ? school.Document.School : UnitPath.Root;
        return new PutPrincipal(
            unit, Id.Of("principal", unit, post.Name), post.Name, PutPrincipal.Person, post.Grants,
            [.. post.Persons.Select(school.PersonOf).OfType<PersonRecord>().Select(p => p.Id)]) { Principal = Principal.System, Key = school.NextKey() };
    });

    private static PutCommittee CommitteeOf(LiveSchool school, Value committee) => new(
        school.Document.School, committee["procedure"].AsText() ?? "", committee["body"].AsText() ?? "", committee["unit"].AsText() ?? "", committee["term"].AsText() ?? "",
        DocumentFields.AsDay(committee["published"]), [.. committee["members"].Items.Select((m, n) => MemberOf(school, m, n + 1))],
        [.. committee["invited"].Items.Select(i => i.AsText()!)]) { Principal = Principal.System, Key = school.NextKey() };

    /// <summary>A member who is named as a student is that student, and withdraws where his own case is on the list.</summary>
    private static CommitteeMember MemberOf(LiveSchool school, Value member, int number)
    {
        var name = member["name"].AsText() ?? "";
        var student = member["student"].AsBool() == true ? school.PersonOf(name)?.Id ?? default : default;
        return new CommitteeMember(
            $"m{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}", name, member["category"].AsText() ?? "", member["chair"].AsBool() ?? false,
            [.. member["relatives"].Items.Select(r => school.PersonOf(r.AsText()!)).OfType<PersonRecord>().Select(p => p.Id)], student);
    }

    private static async Task<Rejection?> PlayAsync(LiveSchool school)
    {
        var acts = new SchoolActs(school);
        foreach (var step in school.Document.Script)
        {
            if (school.Host.Clock.Read(step.At) is { } at)
                await school.MoveToAsync(at);
            if (step.Do.Length > 0 && await acts.DoAsync(step) is { } refused)
                return SchoolCodes.ScriptRefused.With(("step", step.Content), ("code", refused.Code.Id), ("reason", refused.In("zh-CN").TrimEnd('。')), ("reasonEn", refused.In("en").TrimEnd('.')));
        }

        return null;
    }
}
