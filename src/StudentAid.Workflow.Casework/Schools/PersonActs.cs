using System.Globalization;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Registrations;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>Acts on a person and on his case: the verbs of its tasks, and what may be done to the case as a whole.</summary>
internal sealed class PersonActs(LiveSchool school)
{
    public async Task<Rejection?> DoAsync(Doing doing)
    {
        foreach (var name in doing.Step.Cases)
        {
            if (school.PersonOf(name) is not { } person)
                return LiveSchool.Unknown(name);
            var refused = doing.Activity == "person" ? await MoveAsync(doing, person) : await OnCaseAsync(doing, person);
            if (refused is not null)
                return refused;
        }

        return null;
    }

    private async Task<Rejection?> OnCaseAsync(Doing doing, PersonRecord person)
    {
        var host = school.Host;
        // A student acts as himself unless somebody is named who acts for him.
        var who = doing.Step.As.Length == 0 ? school.PrincipalOf(person.Name)! : doing.Who;
        var @case = await school.CaseOf(doing.Round, person.Id);
        if (doing.Activity == "case" && doing.Verb != "begin")
            return @case is null ? SchoolCodes.NoCase.With(("name", person.Name)) : await WholeAsync(doing, who, @case);
        if (@case is null)
        {
            var track = doing.Step.With["track"].AsText() ?? doing.Round.Content["tracks"].Items.FirstOrDefault()?.AsText() ?? "";
            var begin = new BeginCase(school.IdOf(doing.Round), person.Id, track) { Principal = who, Key = school.NextKey() };
            if ((await host.Mediator.Send(begin)).Rejected is { } refused)
                return refused;
            @case = (await host.Reader.StreamAsync(Scope.All, begin.Case))!;
        }

        if (doing.Activity == "case")
            return null;
        var tasks = (await host.Reader.TasksOfAsync(Scope.All, @case.Id)).Where(t => t.Activity == doing.Activity).ToList();
        // Where several posts have one each, it is his own.
        var task = tasks.Find(t => who.Grants.Any(g => g.Role == t.Role)) ?? tasks.FirstOrDefault();
        if (task is null)
            return SchoolCodes.NotThere.With(("name", person.Name), ("activity", doing.Activity), ("at", @case.At));
        var input = InputOf(doing, person);
        return (await host.Mediator.Send(new CompleteTask(@case.Id, task.Bookmark, doing.Verb, input, task.ShownAt) { Principal = who, Key = school.NextKey() })).Rejected;
    }

    private RecordValue InputOf(Doing doing, PersonRecord person)
    {
        var with = SchoolForms.Merge(school.Document.Defaults[doing.Step.Do], doing.Step.With) as RecordValue ?? Value.EmptyRecord;
        with = with.Without("track");
        // Who entered it from paper is whoever acts.
        if (with["onBehalf"] is RecordValue paper && school.PrincipalOf(doing.Step.As) is { } by)
            with = with.With("onBehalf", paper.With("who", paper["who"].IsNull ? by.Id.ToString() : paper["who"]));
        if (with["to"].AsText() is { } colleague && school.PrincipalOf(colleague) is { } to)
            with = with.With("to", to.Id.ToString());
        if (doing.Verb is "submit" or "save")
            return school.Document.Forms.Submission(with, person);
        if (doing.Verb == "record" && with["date"].IsNull)
            with = with.With("date", school.Host.Clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return with["persons"].IsNull ? with : with.With("persons", Value.List(with["persons"].Items.Select(p => Value.Of(school.PrincipalOf(p.AsText()!)?.Id.ToString() ?? p.AsText()))));
    }

    private async Task<Rejection?> WholeAsync(Doing doing, Principal who, StreamRow @case)
    {
        var (mediator, with) = (school.Host.Mediator, doing.Step.With);
        var reason = with["reason"].AsText() ?? "";
        switch (doing.Verb)
        {
            case "withdraw":
                return (await mediator.Send(new WithdrawCase(@case.Id, reason) { Principal = who, Key = school.NextKey() })).Rejected;
            case "take-back":
                return (await mediator.Send(new TakeBackCase(@case.Id, reason) { Principal = who, Key = school.NextKey() })).Rejected;
            case "restart":
                return (await mediator.Send(new RestartCase(@case.Id) { Principal = who, Key = school.NextKey() })).Rejected;
            case "suspend" or "continue" or "cancel":
                return (await mediator.Send(new ChangeCase(@case.Id, doing.Verb, reason) { Principal = who, Key = school.NextKey() })).Rejected;
            case "reveal":
                return (await mediator.Send(new RevealFacts(@case.Id, [.. with["fields"].Items.Select(f => f.AsText()!)], with["purpose"].AsText() ?? "") { Principal = who, Key = school.NextKey() })).Rejected;
            case "rewind":
                var state = await school.Host.Runner.StateAsync<InstanceState>(await school.Host.Store.LoadAsync(@case.Id), default);
                var from = state!.Bookmarks.Values.OrderBy(b => b.Id).FirstOrDefault(b => b.Kind != BookmarkKind.Deadline)?.Id ?? 0;
                return (await mediator.Send(new RewindCase(@case.Id, from, with["activity"].AsText() ?? "", with["redo"].AsText() == "none" ? Redo.None : Redo.Between, reason) { Principal = who, Key = school.NextKey() })).Rejected;
            default:
                return SchoolCodes.UnknownAct.With(("do", doing.Step.Do));
        }
    }

    private DateOnly OccurredOn(Value with) => with["occurredOn"].AsDay() ?? school.Host.Clock.Today;

    private async Task<Rejection?> MoveAsync(Doing doing, PersonRecord person)
    {
        var (mediator, with) = (school.Host.Mediator, doing.Step.With);
        var refused = doing.Verb switch
        {
            "move" => (await mediator.Send(new MovePerson(school.Document.School, person.Id, with["to"].AsText() ?? "") { Principal = doing.Who, Key = school.NextKey() })).Rejected,
            "status" => (await mediator.Send(new SetPersonStatus(school.Document.School, person.Id, with["status"].AsText() ?? "") { Principal = doing.Who, Key = school.NextKey() })).Rejected,
            "enrolment" => (await mediator.Send(new ReportEnrolmentChange(school.Document.School, person.Id, with["change"].AsText() ?? "", OccurredOn(with), with["reason"].AsText() ?? "")
            {
                Principal = doing.Who, Key = school.NextKey(),
            })).Rejected,
            "enter-enrolment" => (await mediator.Send(new EnterEnrolmentChange(
                EnrolmentChangeState.IdOf(school.Document.School, person.Id, with["change"].AsText() ?? "", OccurredOn(with)), school.Host.Clock.Today, with["receipt"].AsText() ?? "")
            {
                Principal = doing.Who, Key = school.NextKey(),
            })).Rejected,
            "register" => (await mediator.Send(new RegisterStudents(school.Document.School, [person.Id], with["receipt"].AsText() ?? "") { Principal = doing.Who, Key = school.NextKey() })).Rejected,
            _ => SchoolCodes.UnknownAct.With(("do", doing.Step.Do)),
        };
        await school.Host.Settling.RunAsync();
        await school.ReloadAsync(person);
        return refused;
    }
}
