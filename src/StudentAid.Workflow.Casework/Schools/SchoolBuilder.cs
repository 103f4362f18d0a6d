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
        ImmutableArray<string> texts = [.. school.Document.Documents.SelectMany(folder => DocumentFolder.Read(folder))];
        var publish = new PublishDocuments(UnitPath.Root, texts) { Principal = Principal.System, Key = school.NextKey() };
        if (!texts.IsEmpty && (await school.Host.Mediator.Send(publish)).Rejected is { } unfit && unfit.Code != ShelfCodes.NothingNew)
            return unfit;
        ImmutableArray<string> layer = [.. school.Document.Layer.Select(d => d.ToJson())];
        var brought = new PublishDocuments(UnitPath.Root, layer) { Principal = Principal.System, Key = school.NextKey() };
        if (!layer.IsEmpty && (await school.Host.Mediator.Send(brought)).Rejected is { } loose)
            return loose;
        if (await JoinAsync(school, later: false) is { } refused)
            return refused;
        if (await TryAsync(school) is { } misfit)
            return misfit;
        foreach (var round in school.Document.Rounds.Where(r => r.Content["byScript"].AsBool() != true))
        {
            if (await new RoundActs(school).OpenAsync(new Doing(new SchoolStep(Value.EmptyRecord), Principal.System, round, "round", "open")) is { } notOpened)
                return notOpened;
        }

        return null;
    }

    private static async Task<Rejection?> TryAsync(LiveSchool school)
    {
        if (school.Document.Tried.IsEmpty)
            return null;
        var publish = new PublishDocuments(school.Document.TriedAt, school.Document.Tried) { Principal = Principal.System, Key = school.NextKey() };
        return (await school.Host.Mediator.Send(publish)).Rejected is { } refused && refused.Code != ShelfCodes.NothingNew ? refused : null;
    }

    /// <summary>The units that are there from the beginning, or those that join later, with their people, posts and committees.</summary>
    internal static async Task<Rejection?> JoinAsync(LiveSchool school, bool later)
    {
        var document = school.Document;
        bool IsMeant(string unit) => document.Later.Contains(unit) == later;
        Command[] places =
        [
            new PutOrgUnits(UnitPath.Root, [.. document.Units.Where(u => IsMeant(u.Path) && document.Listing.All(g => g["path"].AsText() != u.Path))]) { Principal = Principal.System, Key = school.NextKey() },
            new ImportPeople(
                document.School, Path.GetFileName(document.File),
                [.. new SyntheticPeople(document.School, document.Names).Rows(document.People).Where(r => IsMeant(r.Place))]) { Principal = Principal.System, Key = school.NextKey() },
        ];
        if (await SendAsync(school, places) is { } refused)
            return refused;
        await school.ReloadAsync();
        ImmutableArray<OrgUnitRow> listing = [.. document.Listing.Where(g => IsMeant(g["path"].AsText()!)).Select(g => SchoolDocument.UnitOf(g, n => school.PersonOf(n)?.Id))];
        if (!listing.IsEmpty && await SendAsync(school, [new PutOrgUnits(UnitPath.Root, listing) { Principal = Principal.System, Key = school.NextKey() }]) is { } unfit)
            return unfit;
        var committees = document.Committees.Where(c => IsMeant(c["unit"].AsText() ?? "")).Select(c => CommitteeOf(school, c));
        refused = await SendAsync(school, Posts(school).Concat(committees));
        await school.ReloadAsync();
        return refused;
    }

    private static async Task<Rejection?> SendAsync(LiveSchool school, IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            if ((await school.Host.Mediator.Send(command)).Rejected is { } refused)
                return refused;
        }

        return null;
    }

    /// <summary>Kept at the school where all his posts lie in it, so that only those who see the school see who works there.</summary>
    private static string KeptAt(LiveSchool school, SchoolPost post) =>
        post.Grants.All(g => UnitPath.IsBelow(g.Unit, school.Document.School)) ? school.Document.School : UnitPath.Root;

    private static Id IdOf(LiveSchool school, SchoolPost post) => Id.Of("principal", KeptAt(school, post), post.Name);

    private static IEnumerable<Command> Posts(LiveSchool school) => school.Document.Posts.Select(p => PostOf(school, p));

    /// <summary>Somebody with his roles as a school document or a step writes them.</summary>
    internal static PutPrincipal PostOf(LiveSchool school, SchoolPost post)
    {
        var unit = KeptAt(school, post);
        return new PutPrincipal(
            unit, IdOf(school, post), post.Name, PutPrincipal.Person, post.Grants,
            [.. post.Persons.Select(school.PersonOf).OfType<PersonRecord>().Select(p => p.Id)]) { Principal = Principal.System, Key = school.NextKey() };
    }

    /// <summary>The members of a body as they are written in a school document or a step.</summary>
    internal static PutCommittee CommitteeOf(LiveSchool school, Value committee) => new(
        school.Document.School, committee["procedure"].AsText() ?? "", committee["body"].AsText() ?? "", committee["unit"].AsText() ?? "", committee["term"].AsText() ?? "",
        committee["published"].AsDay(), [.. committee["members"].Items.Select((m, n) => MemberOf(school, m, n + 1))],
        [.. committee["invited"].Items.Select(i => i.AsText()!)],
        [.. committee["substitutes"].Items.Select((m, n) => MemberOf(school, m, committee["members"].Items.Length + n + 1))], committee["elected"].AsDay(), committee["termFrom"].AsDay(), committee["termUntil"].AsDay()) { Principal = Principal.System, Key = school.NextKey() };

    /// <summary>A member who is named as a student is that student, and withdraws where his own case is on the list; who has a post votes as whom he signs in.</summary>
    private static CommitteeMember MemberOf(LiveSchool school, Value member, int number)
    {
        var name = member["name"].AsText() ?? "";
        var student = member["student"].AsBool() == true ? school.PersonOf(name)?.Id ?? default : default;
        return new CommitteeMember(
            $"m{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}", name, member["category"].AsText() ?? "", member["chair"].AsBool() ?? false,
            [.. member["relatives"].Items.Select(r => school.PersonOf(r.AsText()!)).OfType<PersonRecord>().Select(p => p.Id)], student,
            member["traits"] is RecordValue traits ? traits.Members.ToImmutableDictionary(t => t.Key, t => t.Value.AsText() ?? "", StringComparer.Ordinal) : null,
            school.Document.Posts.FirstOrDefault(p => p.Name == name) is { } post ? IdOf(school, post) : default);
    }

    private static async Task<Rejection?> PlayAsync(LiveSchool school)
    {
        var acts = new SchoolActs(school);
        foreach (var step in school.Document.Script)
        {
            if (school.Host.Clock.Read(step.At) is { } at)
                await school.MoveToAsync(at);
            if (step.Do.Length > 0 && await acts.DoAsync(step) is { } refused)
                return SchoolCodes.ScriptRefused.With(("step", step.Content), ("code", refused.Code.Id), ("reason", refused));
        }

        return null;
    }
}
