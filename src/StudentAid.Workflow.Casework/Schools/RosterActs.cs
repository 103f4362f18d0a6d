using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>
/// Acts on lists. Where a step does not say otherwise every member is present and agrees, and every entry is agreed at the level it came with; a notice
/// is made of those who wait for it.
/// </summary>
internal sealed class RosterActs(LiveSchool school)
{
    private const string Considered = "已逐人核对材料，维持评议意见";
    private static readonly string[] Attendances = ["excused", "absent", "withdrawn"];
    private static readonly Value OnTheBoard = Value.List("board");

    public async Task<Rejection?> DoAsync(Doing doing)
    {
        if (await school.UnitFor(doing.Step, doing.Round, doing.Activity) is not { } unit)
            return SchoolCodes.NoUnit.With(("do", doing.Step.Do));
        if (doing.Verb == "freeze")
            return (await FreezeAsync(doing, unit)).Rejected;
        var list = await school.ListOf(doing.Round, doing.Activity, unit, (int)(doing.Step.With["ordinal"].AsNumber() ?? 0));
        if (doing.Verb == "post")
            return await PostAsync(doing, unit, list);
        if (list is not { } found)
            return SchoolCodes.NoList.With(("activity", doing.Activity), ("unit", unit));
        return doing.Verb switch
        {
            "meet" => await MeetAsync(doing, found.Id, found.State),
            "pledge" => await PledgeAsync(doing, found.Id, found.State),
            "vote" => await VoteAsync(doing, found.Id, found.State),
            "sheet" => await SheetAsync(doing, found.Id, found.State),
            "tell-absent" => await TellAsync(doing, found.Id, found.State),
            "worksheet" => await KeepAsync(doing, found.Id, found.State),
            "decide" => await DecideAsync(doing, found.Id, found.State),
            "take-back" => await SendAsync(new TakeBackRoster(found.Id, Word(doing, "reason")) { Principal = doing.Who, Key = school.NextKey() }),
            "object" => await ObjectAsync(doing, found.Id),
            "further" => await FurtherAsync(doing, found.Id, found.State),
            "correct" => await CorrectAsync(doing, found.Id),
            "answer" => await AnswerAsync(doing, found.Id, found.State),
            "photograph" => await SendAsync(
                new PhotographBoard(found.Id, Word(doing, "moment"), Word(doing, "evidence")) { Principal = doing.Who, Key = school.NextKey() }),
            _ => SchoolCodes.UnknownAct.With(("do", doing.Step.Do)),
        };
    }

    private Task<Answer> FreezeAsync(Doing doing, string unit) => school.Host.Mediator.Send(
        new FreezeRoster(school.IdOf(doing.Round), doing.Activity, unit, Word(doing, "reason")) { Principal = doing.Who, Key = school.NextKey() });

    private async Task<Rejection?> PostAsync(Doing doing, string unit, (Id Id, RosterState State)? latest)
    {
        var notice = latest is { State.Period: null } ? latest.Value.Id : Id.None;
        if (notice.IsNone)
        {
            var frozen = await FreezeAsync(doing, unit);
            if (frozen.Rejected is not null)
                return frozen.Rejected;
            notice = frozen.Stream;
        }

        var where = doing.Step.With["where"] is { IsNull: false } given ? given : OnTheBoard;
        return await SendAsync(new PostPublicity(notice, [.. where.Items.Select(w => w.AsText()!)]) { Principal = doing.Who, Key = school.NextKey() });
    }

    private async Task<Rejection?> MeetAsync(Doing doing, Id list, RosterState state)
    {
        var with = doing.Step.With;
        var committee = await school.Host.Directory.CommitteeAsync(state.Body, state.Unit);
        var votes = with["votes"] as RecordValue;
        await school.StateOf(doing.Round);
        var body = Body.Kind.Find(school.Host.Pins, state.Pin, state.Body);
        var secret = body is { Secret: true } && votes?.Members.Any(v => v.Value.AsText() is "agree" or "disagree" or "abstain") != true;
        ImmutableArray<Seating> seats =
        [
            .. (committee?.Members ?? []).Select(m =>
            {
                var attendance = Attendances.FirstOrDefault(a => Lists(with[a], m.Name)) ?? "present";
                var named = with["substitutes"][m.Name].AsText() ?? "";
                var substitute = committee!.Substitutes.FirstOrDefault(s => s.Name == named)?.Id ?? named;
                return new Seating(m.Id, attendance, substitute, attendance == "present" || substitute.Length > 0 ? votes?[m.Name].AsText() ?? (body?.HasVote(m.Category) == false ? "" : secret ? SecretBallot.Cast : "agree") : "");
            }),
        ];
        var day = with["day"].AsDay() ?? school.Host.Clock.Today;
        var papers = with["papers"] is RecordValue counted ? TallyOf(counted)
            : secret ? new Tally(seats.Where(s => s.Vote == SecretBallot.Cast).Sum(s => body!.WeightOf(committee!.Members.First(m => m.Id == s.Member).Category)), 0, 0) : null;
        return await SendAsync(new MeetRoster(list, day, with["mode"].AsText() ?? "in-person", seats, with["postponedTo"].AsDay(), papers)
        {
            Principal = doing.Who, Key = school.NextKey(),
        });
    }

    /// <summary>Signs the words in force with his own name.</summary>
    private async Task<Rejection?> PledgeAsync(Doing doing, Id list, RosterState state)
    {
        await school.StateOf(doing.Round);
        var words = Body.Kind.Find(school.Host.Pins, state.Pin, state.Body) is { } body ? Pledge.HashOf(body) : "";
        return await SendAsync(new SignPledge(list, doing.Who.Name, words) { Principal = doing.Who, Key = school.NextKey() });
    }

    /// <summary>Where no member is named whoever acts votes in his own seat.</summary>
    private async Task<Rejection?> VoteAsync(Doing doing, Id list, RosterState state)
    {
        var named = Word(doing, "member") is { Length: > 0 } name ? name : doing.Who.Name;
        return await SendAsync(new VoteOnRoster(list, await MemberAsync(state, named), doing.Step.With["vote"].AsText() ?? "agree", doing.Step.With["secret"].AsBool() ?? state.Meeting?.Secret == true) { Principal = doing.Who, Key = school.NextKey() });
    }

    /// <summary>Points by student and item; a member who is not named scores in his own seat.</summary>
    private async Task<Rejection?> SheetAsync(Doing doing, Id list, RosterState state)
    {
        var named = Word(doing, "member") is { Length: > 0 } name ? name : doing.Who.Name;
        var rows = ImmutableArray.CreateBuilder<SheetRow>();
        foreach (var (student, points) in (doing.Step.With["points"] as RecordValue ?? Value.EmptyRecord).Members)
        {
            if (school.PersonOf(student) is not { } person || state.Entries.FirstOrDefault(e => e.Person == person.Id) is not { } entry)
                return LiveSchool.Unknown(student);
            rows.Add(new SheetRow(entry.Case, points as RecordValue ?? Value.EmptyRecord));
        }

        return await SendAsync(new FillSheet(list, await MemberAsync(state, named), rows.ToImmutable()) { Principal = doing.Who, Key = school.NextKey() });
    }

    private async Task<string> MemberAsync(RosterState state, string name) =>
        (await school.Host.Directory.CommitteeAsync(state.Body, state.Unit))?.Members.FirstOrDefault(m => m.Name == name)?.Id ?? name;

    private async Task<Rejection?> TellAsync(Doing doing, Id list, RosterState state) =>
        await SendAsync(new TellAbsent(list, await MemberAsync(state, Word(doing, "member")), doing.Step.With["channel"].AsText() ?? "in-person") { Principal = doing.Who, Key = school.NextKey() });

    private async Task<Rejection?> DecideAsync(Doing doing, Id list, RosterState state)
    {
        var with = doing.Step.With;
        var entries = with["entries"] as RecordValue ?? Value.EmptyRecord;
        foreach (var name in entries.Members.Select(m => m.Key).Where(n => school.PersonOf(n) is null))
            return LiveSchool.Unknown(name);
        await school.StateOf(doing.Round);
        var refusing = Scale.Kind.FindOnly(school.Host.Pins, state.Pin, state.Options["scale"].AsText())?.NotDetermined.Id;
        var rest = with["rest"].AsText() != "open";
        var verdicts = state.Open.Select(e => (Entry: e, Own: entries[school.NameOf(e.Person)])).Where(v => rest || !v.Own.IsNull)
            .Select(v => Verdict(v.Entry, v.Own, refusing ?? "", with["refusal"].AsText()));
        if (Word(doing, "rank") == "listed")
        {
            var place = state.Ranked;
            verdicts = verdicts.Select(v => v.Verdict == "agree" ? v with { Rank = ++place } : v).ToList();
        }

        var command = new DecideRoster(list, [.. verdicts], Word(doing, "minutes"))
        {
            Principal = doing.Who, Key = school.NextKey(), Signature = SignatureOf(doing, state),
        };
        return await SendAsync(command with { Hints = await AnswersAsync(command, with["hintAnswer"].AsText() ?? Considered) });
    }

    /// <summary>Who acts signs with his own name and the statement in force; <c>sign: false</c> leaves it unsigned.</summary>
    private ListSignature? SignatureOf(Doing doing, RosterState state) => ListSigning.IsPersonal(state) && doing.Step.With["sign"].AsBool() != false
        ? new ListSignature(doing.Step.With["signature"].AsText() ?? doing.Who.Name, AidRules.Kind.FindOnly(school.Host.Pins, state.Pin, null)?.StatementHash ?? "") : null;

    /// <summary>The same answer to every hint of the list as it would be decided; a refusal names all that are still open.</summary>
    private async Task<ImmutableArray<HintAnswer>> AnswersAsync(DecideRoster command, string answer)
    {
        ImmutableArray<HintAnswer> answers = [];
        while (answer.Length > 0)
        {
            var tried = await school.Host.Mediator.Send(command with { Hints = answers, DryRun = true, Key = $"{command.Key}?{answers.Length.ToString(CultureInfo.InvariantCulture)}" });
            if (tried.Rejected is not { } refused || refused.Code != RosterCodes.HintUnanswered)
                break;
            answers = answers.AddRange(refused.Arguments["keys"].Split('\n').Select(k => new HintAnswer(k, answer)));
        }

        return answers;
    }

    /// <summary>Rows of the working copy by name, and answers to the hints that the rows raise.</summary>
    private async Task<Rejection?> KeepAsync(Doing doing, Id list, RosterState state)
    {
        var rows = ImmutableArray.CreateBuilder<WorksheetRow>();
        foreach (var (name, own) in (doing.Step.With["rows"] as RecordValue ?? Value.EmptyRecord).Members)
        {
            if (school.PersonOf(name) is not { } person || state.Entries.FirstOrDefault(e => e.Person == person.Id) is not { } entry)
                return LiveSchool.Unknown(name);
            var verdict = Verdict(entry, own, "", null);
            rows.Add(new WorksheetRow(entry.Case.ToString(), verdict.Verdict, verdict.Level, verdict.Reason, verdict.Opinion, "", 0));
        }

        return await SendAsync(new KeepWorksheet(list, rows.ToImmutable()) { Principal = doing.Who, Key = school.NextKey() });
    }

    /// <summary>不予认定 is handed on with the reason that came with it, unless the file names one; a score below every level gives none.</summary>
    private static EntryVerdict Verdict(RosterEntry entry, Value own, string refusing, string? refusal)
    {
        var level = own["level"].AsText() ?? entry.Level;
        var verdict = own["verdict"].AsText() ?? (level == refusing ? "not-determined" : "agree");
        var reason = own["reason"].AsText() ?? (verdict != "not-determined" ? "" : refusal ?? (entry.Level == refusing && entry.Reason.Length > 0 ? entry.Reason : "other"));
        return new EntryVerdict(entry.Case, verdict, verdict == "agree" ? level : "", reason, own["opinion"].AsText() ?? "", own["target"].AsText() ?? "", (int)(own["rank"].AsNumber() ?? 0), own["redo"].AsText() ?? "");
    }

    private async Task<Rejection?> ObjectAsync(Doing doing, Id list)
    {
        var name = doing.Step.Cases[0];
        if (school.PersonOf(name) is not { } person)
            return LiveSchool.Unknown(name);
        if (await school.CaseOf(doing.Round, person.Id) is not { } @case)
            return SchoolCodes.NoCase.With(("name", name));
        return await SendAsync(new RaiseObjection(list, @case.Id, doing.Step.With["channel"].AsText() ?? "in-person", Word(doing, "objector"), Word(doing, "text"))
        {
            Evidence = [.. doing.Step.With["evidence"].Items.Select(e => e.AsText()!)], Principal = doing.Who, Key = school.NextKey(),
        });
    }

    private async Task<Rejection?> CorrectAsync(Doing doing, Id list)
    {
        if (school.PersonOf(doing.Step.Cases[0]) is not { } person)
            return LiveSchool.Unknown(doing.Step.Cases[0]);
        if (await school.CaseOf(doing.Round, person.Id) is not { } @case)
            return SchoolCodes.NoCase.With(("name", doing.Step.Cases[0]));
        return await SendAsync(new CorrectNotice(list, @case.Id, doing.Step.With["column"].AsText() ?? "name", Word(doing, "was"), Word(doing, "now"), Word(doing, "reason"))
        {
            Principal = doing.Who, Key = school.NextKey(),
        });
    }

    private async Task<Rejection?> AnswerAsync(Doing doing, Id list, RosterState state)
    {
        var about = school.PersonOf(doing.Step.Cases[0])?.Id;
        var number = state.Objections.Where(o => o.Result.Length == 0)
            .FirstOrDefault(o => about is null || state.Entries.Any(e => e.Case == o.Case && e.Person == about))?.Number ?? 0;
        return await SendAsync(new AnswerObjection(list, number, doing.Step.With["upheld"].AsBool() == true, Word(doing, "text")) { Principal = doing.Who, Key = school.NextKey() });
    }

    /// <summary>Takes an objection, the last answered one where there is one, against a person's entry to the second instance.</summary>
    private async Task<Rejection?> FurtherAsync(Doing doing, Id list, RosterState state)
    {
        var about = school.PersonOf(doing.Step.Cases[0])?.Id;
        var number = state.Objections.Where(o => state.Entries.Any(e => e.Case == o.Case && e.Person == about)).OrderBy(o => o.Result.Length > 0).LastOrDefault()?.Number ?? 0;
        return await SendAsync(new TakeObjectionFurther(list, number, doing.Step.With["channel"].AsText() ?? "in-person", Word(doing, "objector"), Word(doing, "text"))
        {
            Principal = doing.Who, Key = school.NextKey(),
        });
    }

    private async Task<Rejection?> SendAsync(Command command) => (await school.Host.Mediator.Send(command)).Rejected;

    private static bool Lists(Value names, string name) => names.Items.Any(n => n.AsText() == name);

    internal static Tally TallyOf(Value papers)
    {
        int Of(string word) => (int)(papers[word].AsNumber() ?? 0);
        return new Tally(Of("agree"), Of("disagree"), Of("abstain"));
    }

    private static string Word(Doing doing, string field) => doing.Step.With[field].AsText() ?? "";
}
