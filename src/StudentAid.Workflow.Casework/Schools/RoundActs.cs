using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>Acts on rounds, on the providers' lists, on the register, on the bodies' members and on the documents of a layer.</summary>
internal sealed class RoundActs(LiveSchool school)
{
    public Task<Rejection?> DoAsync(Doing doing) => (doing.Activity, doing.Verb) switch
    {
        ("round", "open") => OpenAsync(doing),
        ("round", "announce") => AnnounceAsync(doing, doing.Step.With),
        ("round", "window") => WindowAsync(doing, doing.Step.With),
        ("round", "personal-window") => PersonalWindowAsync(doing),
        ("round", "zero-report") => ZeroReportAsync(doing),
        ("round", "match") => MatchAsync(doing),
        ("round", "complete") => SendAsync(new CompleteRound(school.IdOf(doing.Round), doing.Step.With["day"].AsDay()) { Principal = doing.Who, Key = school.NextKey() }),
        ("list", "load") => LoadAsync(doing),
        ("quota", "allot") => SendAsync(new AllotPlaces(
            doing.Round.Procedure, Word(doing.Round.Content, "schoolYear"), Word(doing.Step.With, "from"), Word(doing.Step.With, "unit"), Whole(doing.Step.With, "places"),
            Word(doing.Step.With, "paper")) { Principal = doing.Who, Key = school.NextKey() }),
        ("ledger", "set-aside") => SendAsync(new SetAsideFund(
            school.Document.School, Word(doing.Round.Content, "schoolYear"), Whole(doing.Step.With, "base"), doing.Step.With["share"].AsNumber() ?? 0, Word(doing.Step.With, "paper"))
            { Principal = doing.Who, Key = school.NextKey() }),
        ("unit", "put") => UnitAsync(doing),
        ("post", "put") => PostAsync(doing),
        ("committee", "put") => PutAsync(doing),
        ("documents", "publish") => SendAsync(new PublishDocuments(UnitPath.Root, [.. doing.Step.With["documents"].Items.Select(d => d.ToJson())]) { Principal = doing.Who, Key = school.NextKey() }),
        ("register", "import") when !doing.Step.With["table"].IsNull => ImportAsync(doing),
        ("register", "import") => SchoolBuilder.JoinAsync(school, later: true),
        _ => Task.FromResult<Rejection?>(SchoolCodes.UnknownAct.With(("do", doing.Step.Do))),
    };

    /// <summary>
    /// What a later register says: <c>table</c> is its table, header and rows, read as an uploaded one is. A cell that is "=" and a student's name is his ID number.
    /// </summary>
    private async Task<Rejection?> ImportAsync(Doing doing)
    {
        var cells = Value.List(doing.Step.With["table"].Items.Select(row => (Value)Value.List(row.Items.Select(NumberIn))));
        if (PaymentActs.BytesOf(cells) is not { } bytes)
            return TableCodes.Empty;
        var (file, unread) = await school.Host.Imports.RegisterAsync(bytes, school.Document.School, default);
        if ((unread ?? file?.Table.Errors.FirstOrDefault(e => e.Severity == Severity.Error)?.Reason) is { } wrong)
            return wrong;
        var refused = await SendAsync(new ImportPeople(school.Document.School, "register", file!.Rows) { Principal = doing.Who, Key = school.NextKey() });
        await school.Host.Settling.RunAsync();
        await school.ReloadAsync();
        return refused;
    }

    private Value NumberIn(Value cell) => cell.AsText() is ['=', .. var name] && school.PersonOf(name) is { } person ? person.Facts["idNumber"] : cell;

    /// <summary>Opens a round as its document says, and tells and gives windows where it says so too.</summary>
    public async Task<Rejection?> OpenAsync(Doing doing)
    {
        var (name, content) = (doing.Round.Name, doing.Round.Content);
        var adoption = content["adoption"];
        var command = new OpenRound(
            school.Document.School, doing.Round.Procedure, Word(content, "schoolYear"), name, Day(content, "termStart"), Day(content, "referenceDay"),
            [.. content["tracks"].Items.Select(t => t.AsText()!)],
            adoption.IsNull ? null : new Adoption(Word(adoption, "body"), Day(adoption, "day"), Word(adoption, "meeting"), Word(adoption, "evidence")),
            content["practice"].AsBool() ?? false) { Principal = doing.Who, Key = school.NextKey() };
        if (await SendAsync(command) is { } refused)
            return refused;
        foreach (var told in content["announced"].Items)
        {
            if (await AnnounceAsync(doing, told) is { } notTold)
                return notTold;
        }

        foreach (var window in content["windows"].Items)
        {
            if (await WindowAsync(doing, window) is { } noWindow)
                return noWindow;
        }

        return null;
    }

    private Task<Rejection?> AnnounceAsync(Doing doing, Value with) => SendAsync(new AnnounceRound(
        school.IdOf(doing.Round), Track(doing, with), with["day"].IsNull ? school.Host.Clock.Today : Day(with, "day"), Words(with["channels"]), TextOf(doing, with), EvidenceOf(doing, with))
    {
        Principal = doing.Who, Key = school.NextKey(),
    });

    /// <summary>The hash of the text that was told; what the document does not say is made up of the round and the track.</summary>
    private static string TextOf(Doing doing, Value with) => with["text"].IsNull ? HashOf($"{doing.Round.Name}/{Track(doing, with)}/text") : HashOf(Word(with, "text"));

    private static ImmutableArray<string> EvidenceOf(Doing doing, Value with) =>
        with["evidence"].IsNull ? [HashOf($"{doing.Round.Name}/{Track(doing, with)}/evidence")] : Words(with["evidence"]);

    private static string HashOf(string text) => text.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    /// <summary>Where the lists were compared already as they were loaded, there is nothing new and nothing wrong.</summary>
    private async Task<Rejection?> MatchAsync(Doing doing)
    {
        var refused = await SendAsync(new RunMatching(school.IdOf(doing.Round), Word(doing.Step.With, "batch")) { Principal = doing.Who, Key = school.NextKey() });
        return refused?.Code == RunMatchingCodes.NothingNew ? null : refused;
    }

    private Task<Rejection?> WindowAsync(Doing doing, Value with)
    {
        if (school.Host.Clock.Read(Word(with, "opens")) is not { } opens || school.Host.Clock.Read(Word(with, "closes")) is not { } closes)
            return Task.FromResult<Rejection?>(SchoolCodes.BadInput.With(("do", "round.window"), ("field", "opens, closes"), ("value", with)));
        return SendAsync(new SetWindow(school.IdOf(doing.Round), Track(doing, with), opens, closes) { Principal = doing.Who, Key = school.NextKey() });
    }

    private async Task<Rejection?> PersonalWindowAsync(Doing doing)
    {
        var (name, with) = (doing.Step.Cases[0], doing.Step.With);
        if (school.PersonOf(name) is not { } person)
            return LiveSchool.Unknown(name);
        return school.Host.Clock.Read(Word(with, "closes")) is { } closes
            ? await SendAsync(new SetPersonalWindow(school.IdOf(doing.Round), person.Id, closes, Word(with, "reason")) { Principal = doing.Who, Key = school.NextKey() })
            : SchoolCodes.BadInput.With(("do", doing.Step.Do), ("field", "closes"), ("value", with["closes"]));
    }

    private async Task<Rejection?> ZeroReportAsync(Doing doing)
    {
        var activity = Word(doing.Step.With, "activity");
        return await school.UnitFor(doing.Step, doing.Round, activity) is { } unit
            ? await SendAsync(new ReportZero(school.IdOf(doing.Round), activity, unit, school.Host.Clock.Today) { Principal = doing.Who, Key = school.NextKey() })
            : SchoolCodes.NoUnit.With(("do", doing.Step.Do));
    }

    /// <summary>A unit new or changed. Who guides it by its record supervises it from now on.</summary>
    private async Task<Rejection?> UnitAsync(Doing doing)
    {
        var refused = await SendAsync(new PutOrgUnits(UnitPath.Root, [SchoolDocument.UnitOf(doing.Step.With, n => school.PersonOf(n)?.Id)]) { Principal = doing.Who, Key = school.NextKey() });
        await school.ReloadAsync();
        return refused;
    }

    /// <summary>A post as it is written in a school's file, new or changed: the same name at the same unit is the same.</summary>
    private async Task<Rejection?> PostAsync(Doing doing)
    {
        var refused = await SendAsync(SchoolBuilder.PostOf(school, SchoolPost.Of(doing.Step.With)) with { Principal = doing.Who });
        await school.ReloadAsync();
        return refused;
    }

    /// <summary>Members of a body in place of those before, of the step's procedure where it names none, at a unit by its name or place.</summary>
    private async Task<Rejection?> PutAsync(Doing doing)
    {
        if (doing.Step.With is not RecordValue with || school.Document.Units.FirstOrDefault(u => u.Path == Word(with, "unit") || u.Name == Word(with, "unit")) is not { } unit)
            return SchoolCodes.NoUnit.With(("do", doing.Step.Do));
        if (with["procedure"].IsNull)
            with = with.With("procedure", doing.Round.Procedure);
        var refused = await SendAsync(SchoolBuilder.CommitteeOf(school, with.With("unit", unit.Path)) with { Principal = doing.Who });
        await school.ReloadAsync();
        return refused;
    }

    /// <summary>A list by its batch. A row that names a person takes his name and number; <c>digits</c> changes the number's end, as a slip of the pen does.</summary>
    private async Task<Rejection?> LoadAsync(Doing doing)
    {
        var batch = Word(doing.Step.With, "batch");
        var list = school.Document.Lists.FirstOrDefault(l => Word(l, "batch") == batch) ?? Value.Null;
        var source = new ListSource(Word(list, "provider"), batch, Day(list, "dataDate"));
        var rows = list["rows"].Items.Select((row, n) => RowOf(row, n + 1, source)).ToImmutableArray();
        var unit = list["unit"].AsText() ?? school.Document.School;
        return await SendAsync(new LoadProviderList(unit, source, rows) { Principal = doing.Who, Key = school.NextKey() });
    }

    private ListRow RowOf(Value row, int number, ListSource source)
    {
        var person = school.PersonOf(row["of"].AsText() ?? "");
        var digits = row["idNumber"].AsText() ?? person?.Facts["idNumber"].AsText() ?? "";
        if (row["slip"].AsNumber() is { } at && digits.Length > (int)at)
            digits = $"{digits[..(int)at]}{(digits[(int)at] == '9' ? '0' : '9')}{digits[((int)at + 1)..]}";
        return new ListRow(source, number, row["name"].AsText() ?? person?.Name ?? "", IdNumber.Read(digits), Word(row, "category")) { State = row["state"].AsText() };
    }

    private async Task<Rejection?> SendAsync(Command command) => (await school.Host.Mediator.Send(command)).Rejected;

    private static string Track(Doing doing, Value with) => with["track"].AsText() ?? doing.Round.Content["tracks"].Items.FirstOrDefault()?.AsText() ?? "";

    private static int Whole(Value from, string field) => (int)(from[field].AsNumber() ?? 0);

    private static string Word(Value from, string field) => from[field].AsText() ?? "";

    private static ImmutableArray<string> Words(Value list) => [.. list.Items.Select(w => w.AsText()!)];

    private static DateOnly Day(Value from, string field) => from[field].AsDay() ?? default;
}
