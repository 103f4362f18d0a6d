using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Rosters;

namespace StudentAid.Workflow.Storage.Tests.Tasks;

/// <summary>Two people act on one task at the same instant.</summary>
public sealed class TwoHandsTests
{
    private static readonly int Pairs = int.TryParse(Environment.GetEnvironmentVariable("TASK_PAIRS"), System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 1_000;

    [Fact]
    public async Task Of_agree_and_return_sent_at_once_exactly_one_is_accepted_and_the_other_is_told()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteStore.Open(folder.File("store.db"));
        var pins = new PinCache(new One(new ExecutableDefinition(Definition())));
        var runner = new StepRunner(store, new FactLoader([]), pins, TimeProvider.System);
        var cases = new CaseSteps(new Interpreter(new ActivityTypes(GeneralActivities.All)), pins, new Cipher());
        var complete = new CompleteTaskHandler(runner, store, cases, pins, TestSchool.Others(store, store.Reader, TimeProvider.System, pins));
        for (var pair = 0; pair < Pairs; pair++)
        {
            var id = Id.Of("pair", pair.ToString(System.Globalization.CultureInfo.InvariantCulture));
            (await new DeliverToCaseHandler(runner, store, pins, cases).Handle(
                new DeliverToCase(id, new InstanceCommand.Start("one", Value.EmptyRecord)) { Principal = Principal.System, Key = $"start{pair}" }, default)).Rejected.Should().BeNull();
            var answers = await Task.WhenAll(
                Task.Run(() => complete.Handle(Act(id, pair, "agree", "Done"), default)),
                Task.Run(() => complete.Handle(Act(id, pair, "return", "Returned"), default)));
            answers.Count(a => a.Succeeded).Should().Be(1);
            var told = answers.Single(a => !a.Succeeded).Rejected!;
            told.Code.Id.Should().BeOneOf("task-done", "changed-since-shown");
            told.In("zh-CN").Should().MatchRegex("但系统已于 [0-9]+ 月 [0-9]+ 日 [0-9]{2}:[0-9]{2} (办结|作了改动)");
            var stored = (await store.LoadAsync(id))!;
            stored.Version.Should().Be(2);
            // Agreed it ends; returned it waits at exactly one new task.
            (await store.Reader.TasksOfAsync(Scope.All, id)).Should().HaveCount(stored.Status == "open" ? 1 : 0);
        }
    }

    private static CompleteTask Act(Id id, int pair, string verb, string outcome) =>
        new(id, 1, verb, Value.Record(("outcome", outcome)), ShownAt: 1) { Principal = Principal.System, Key = $"{verb}{pair}" };

    private static Definition Definition() => new()
    {
        DefinitionId = "one", Name = "一", Strict = true,
        Root = new ActivityNode
        {
            Id = "flow", Type = "Elsa.Flowchart",
            Children =
            [
                new ActivityChild("activities", new ActivityNode { Id = "ask", Type = "Elsa.RunTask", Inputs = [new ActivityInput("taskName", InputKind.Literal, "ask")] }),
                new ActivityChild("activities", new ActivityNode { Id = "review", Type = "Elsa.RunTask", Inputs = [new ActivityInput("taskName", InputKind.Literal, "review")] }),
                new ActivityChild("activities", new ActivityNode { Id = "end", Type = "Elsa.End" }),
            ],
            Connections = [new Connection("ask", "Done", "end"), new Connection("ask", "Returned", "review"), new Connection("review", "Done", "end")],
        },
    };

    private sealed class One(ExecutableDefinition definition) : IPinSource
    {
        public Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation) => Task.FromResult<PinnedSet?>(new PinnedSet(
            definition, new Dictionary<string, ExecutableDefinition>(), new Dictionary<string, string>(), new Dictionary<string, Value>()));
    }
}
