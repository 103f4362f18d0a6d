using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Policy;

/// <summary>Leaves out of a list what the table of fields does not give its reader. What names the list and its rows is shown to whoever may see it at all.</summary>
public static class ListFields
{
    public static RosterView Keep(RosterView list, IReadOnlySet<string> who)
    {
        bool Sees(string field) => FieldTable.Sees("list", field, who);
        return list with
        {
            Entries = Sees("entries") ? [.. list.Entries.Select(e => Keep(e, who))] : [],
            Meeting = Sees("meeting") ? list.Meeting : null,
            Period = Sees("period") ? list.Period : null,
            Objections = Sees("objections") ? list.Objections : [],
            Hints = Sees("hints") ? list.Hints : [],
            Worksheet = Sees("worksheet") ? list.Worksheet : null,
            OwnVote = Sees("ownVote") ? list.OwnVote : null,
            Signing = Sees("signing") ? list.Signing : null,
            Scoring = Sees("scoring") ? list.Scoring : null,
            Errata = Sees("errata") ? list.Errata : [],
            Composition = Sees("composition") ? list.Composition : [],
            Stage = Sees("stage") ? list.Stage : null,
            TakenBack = Sees("takenBack") && list.TakenBack,
        };
    }

    public static ObjectionView Keep(ObjectionView objection, IReadOnlySet<string> who)
    {
        bool Sees(string field) => FieldTable.Sees("objection", field, who);
        return objection with
        {
            Text = Sees("text") ? objection.Text : "",
            Objector = Sees("objector") ? objection.Objector : "",
            Answer = Sees("answer") ? objection.Answer : "",
            Evidence = Sees("evidence") ? objection.Evidence : [],
            AnswerEvidence = Sees("answerEvidence") ? objection.AnswerEvidence : [],
        };
    }

    public static StepView Keep(StepView step, IReadOnlySet<string> who)
    {
        bool Sees(string field) => FieldTable.Sees("step", field, who);
        return step with { Words = Sees("words") ? step.Words : [], Mend = Sees("mend") ? step.Mend : "", Votes = Sees("votes") ? step.Votes : null };
    }

    internal static EntryView Keep(EntryView entry, IReadOnlySet<string> who)
    {
        bool Sees(string field) => FieldTable.Sees("entry", field, who);
        return entry with
        {
            Name = Sees("name") ? entry.Name : "",
            Place = Sees("place") ? entry.Place : "",
            Level = Sees("level") ? entry.Level : "",
            Suggested = Sees("suggested") ? entry.Suggested : "",
            Total = Sees("total") ? entry.Total : null,
            Match = Sees("match") ? entry.Match : "",
            State = Sees("state") ? entry.State : "",
            Decision = Sees("decision") ? entry.Decision : 0,
            Rank = Sees("rank") ? entry.Rank : 0,
            Priority = Sees("priority") && entry.Priority,
            Reference = Sees("reference") ? entry.Reference : "",
            Refusal = Sees("refusal") ? entry.Refusal : null,
            Last = Sees("last") ? entry.Last : null,
        };
    }
}
