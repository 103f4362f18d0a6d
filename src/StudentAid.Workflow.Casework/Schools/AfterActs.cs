using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Waivers;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>Acts on what stands beside a case or follows its decision, each about one student by name.</summary>
internal sealed class AfterActs(LiveSchool school)
{
    public async Task<Rejection?> DoAsync(Doing doing)
    {
        if (doing.Activity == "sample" && doing.Verb == "draw")
            return await SendAsync(new DrawSample(school.IdOf(doing.Round), Word(doing, "seed"), (int?)doing.Step.With["share"].AsNumber(), (int?)doing.Step.With["visitShare"].AsNumber()) { Principal = doing.Who, Key = school.NextKey() });
        foreach (var name in doing.Step.Cases)
        {
            if (school.PersonOf(name) is not { } person)
                return LiveSchool.Unknown(name);
            var @case = (await school.CaseOf(doing.Round, person.Id))?.Id ?? default;
            if (CommandOf(doing, person.Id, @case, await ProposalAsync(@case), await SeatsAsync(doing, @case)) is not { } command)
                return SchoolCodes.UnknownAct.With(("do", doing.Step.Do));
            if (await SendAsync(command) is { } refused)
                return refused;
        }

        return null;
    }

    /// <summary>The latest proposal to look at a case again; none where there is none.</summary>
    public async Task<Id> ProposalAsync(Id @case)
    {
        var found = default(Id);
        for (var ordinal = 1; await school.Host.Store.LoadAsync(AdjustmentState.IdOf(@case, ordinal)) is { } stored; ordinal++)
            found = stored.Id;
        return found;
    }

    private Command? CommandOf(Doing doing, Id person, Id @case, Id proposal, ImmutableArray<Seating> seats)
    {
        var (who, key, round) = (doing.Who, school.NextKey(), school.IdOf(doing.Round));
        return (doing.Activity, doing.Verb) switch
        {
            ("chase", "invite") => new InviteStudent(round, person, Word(doing, "channel")) { Principal = who, Key = key },
            ("chase", "answer") => new AnswerInvitation(round, person, Word(doing, "result"), Word(doing, "channel"), Word(doing, "reason"), Word(doing, "signed")) { Principal = who, Key = key },
            ("chase", "take-back") => new TakeBackWaiver(round, person) { Principal = who, Key = key },
            ("adjustment", "propose") => new ProposeAdjustment(@case, Word(doing, "trigger"), Word(doing, "text")) { Principal = who, Key = key },
            ("adjustment", "begin") => new BeginAdjustment(proposal, RoundOf(doing, "in"), TrackOf(doing, "in")) { Principal = who, Key = key },
            ("adjustment", "dismiss") => new DismissAdjustment(proposal, Word(doing, "text")) { Principal = who, Key = key },
            ("standing", _) => new ChangeStanding(person, doing.Verb, Word(doing, "reason"), Word(doing, "text"), Word(doing, "paper")) { Principal = who, Key = key },
            ("sample", "check") => new RecordCheck(
                SampleState.IdOf(round, Word(doing, "seed")), @case, Word(doing, "result"), Word(doing, "method"), Word(doing, "finding")) { Principal = who, Key = key },
            ("reconsideration", "request") => new RequestReconsideration(@case, Word(doing, "channel"), Word(doing, "text")) { Principal = who, Key = key },
            ("reconsideration", "answer") => new AnswerReconsideration(
                ReconsiderationState.IdOf(@case, 1), Word(doing, "result"), Word(doing, "text"), Word(doing, "documentNumber"), school.Host.Clock.Today) { Principal = who, Key = key },
            ("reconsideration", "authority") => new PutAuthority(school.Document.School, new Authority(
                Word(doing, "unit"), Word(doing, "name"), Word(doing, "role"), Number(doing, "answerDays"))) { Principal = who, Key = key },
            ("revocation", _) => RevocationOf(doing, @case, key, seats),
            _ => null,
        };
    }

    private static Command? RevocationOf(Doing doing, Id @case, string key, ImmutableArray<Seating> seats)
    {
        var (who, revocation, with) = (doing.Who, RevocationState.IdOf(@case), doing.Step.With);
        return doing.Verb switch
        {
            "open" => new OpenRevocation(@case, Word(doing, "finding"), [.. with["evidence"].Items.Select(e => e.AsText()!)], Day(with["statementDue"])) { Principal = who, Key = key },
            "hear" => new RecordStatement(revocation, Word(doing, "channel"), Word(doing, "text")) { Principal = who, Key = key },
            "decide" => new DecideRevocation(
                revocation, Word(doing, "result"), Word(doing, "body"), Word(doing, "meeting"), Word(doing, "article"), Word(doing, "reasons"), Word(doing, "paper"),
                [.. with["recoveries"].Items.Select(r => new Recovery(r["aid"].AsText() ?? "", (long)(r["amount"].AsNumber() ?? 0), Day(r["due"])))], seats,
                with["papers"] is RecordValue papers ? RosterActs.TallyOf(papers) : null) { Principal = who, Key = key },
            "repay" => new RecordRepayment(revocation, Number(doing, "recovery"), (long)(with["amount"].AsNumber() ?? 0), Word(doing, "receipt"), with["day"].AsDay()) { Principal = who, Key = key },
            "withdraw-repayment" => new WithdrawRepayment(revocation, Number(doing, "instalment"), Word(doing, "reason")) { Principal = who, Key = key },
            _ => null,
        };
    }

    /// <summary>Every member of the voting body in his seat; <c>votes</c> and <c>absent</c> say by name who did otherwise than agree to the result.</summary>
    private async Task<ImmutableArray<Seating>> SeatsAsync(Doing doing, Id @case)
    {
        if (doing is not { Activity: "revocation", Verb: "decide" } || await school.StateOf(doing.Round) is not { } round || @case.IsNone)
            return [];
        var facts = new DocumentShelf(school.Host.Reader, school.Host.Store);
        var rules = DocumentShelf.Holding(await facts.LineAsync(round.School), round.School, round.Procedure, school.Host.Clock.Today).FirstOrDefault(d => d.Kind == RevocationRules.Kind.Name);
        var body = rules is null ? "" : (await facts.ContentAsync(rules, default))["body"].AsText() ?? "";
        if (body.Length == 0 || await school.Host.Directory.CommitteeAsync(body, round.School) is not { } committee)
            return [];
        var with = doing.Step.With;
        var usual = Word(doing, "result") == RevocationState.Revoked ? "agree" : "disagree";
        bool Lists(string word, string name) => with[word].Items.Any(n => n.AsText() == name);
        return
        [
            .. committee.Members.Select(m => Lists("absent", m.Name) ? new Seating(m.Id, "absent", "", "")
                : Lists("withdrawn", m.Name) ? new Seating(m.Id, "withdrawn", "", "") : new Seating(m.Id, "present", "", with["votes"][m.Name].AsText() ?? (with["papers"].IsNull ? usual : ""))),
        ];
    }

    private Id RoundOf(Doing doing, string field) => school.RoundOf(Word(doing, field)) is { } round ? school.IdOf(round) : default;

    private string TrackOf(Doing doing, string field) => doing.Step.With["track"].AsText() ?? school.RoundOf(Word(doing, field))?.Content["tracks"].Items.FirstOrDefault()?.AsText() ?? "";

    private async Task<Rejection?> SendAsync(Command command) => (await school.Host.Mediator.Send(command)).Rejected;

    private static string Word(Doing doing, string field) => doing.Step.With[field].AsText() ?? "";

    private static int Number(Doing doing, string field) => (int)(doing.Step.With[field].AsNumber() ?? 0);

    private static DateOnly Day(Value value) => value.AsDay() ?? default;
}
