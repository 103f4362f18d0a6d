using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Activities.Composition;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Rosters;

namespace StudentAid.Workflow.Storage.Tests.Tasks;

/// <summary>A flow of two tasks, done → the end, returned → a review, and two people on record who may do either, at 02:00 on 14 September.</summary>
internal sealed class TaskFlow
{
    private readonly DeliverToCaseHandler deliver;
    private readonly CompleteTaskHandler complete;
    private readonly CaseCommandsHandler change;
    private int keys;

    private TaskFlow(IStepStore store, IStoreReader reader)
    {
        var pins = new PinCache(new One(new ExecutableDefinition(Definition())));
        var runner = new StepRunner(store, new FactLoader([]), pins, Time);
        var cases = new CaseSteps(new Interpreter(new ActivityTypes([.. GeneralActivities.All, new PostTask()])), pins, new Cipher());
        deliver = new DeliverToCaseHandler(runner, store, pins, cases);
        complete = new CompleteTaskHandler(runner, store, cases, pins, TestSchool.Others(store, reader, Time, pins));
        change = new CaseCommandsHandler(runner, cases, pins);
    }

    public StoppedClock Time { get; } = new(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));

    public Principal Zhou { get; } = Somebody("周老师");

    public Principal Qian { get; } = Somebody("钱老师");

    public static async Task<TaskFlow> OpenAsync(IStepStore store, IStoreReader reader)
    {
        var flow = new TaskFlow(store, reader);
        var result = await store.ApplyAsync([new Step
        {
            Stream = Id.Of("unit", "/"), Kind = "unit", Expected = 0, OrgPath = "/", Status = "open", Operation = Id.Of("setup"), BodyHash = 0, Actor = Principal.System.Id,
            Now = flow.Time.GetUtcNow(), Data = "[]"u8.ToArray(), Rows = [Record(flow.Zhou), Record(flow.Qian)],
        }]);
        result.Single().Should().BeOfType<StepResult.Applied>();
        return flow;
    }

    public async Task<Id> StartAsync(string name)
    {
        var id = Id.Of("task-flow", name);
        (await deliver.Handle(new DeliverToCase(id, new InstanceCommand.Start("one", Value.EmptyRecord)) { Principal = Principal.System, Key = $"start {name}" }, default))
            .Rejected.Should().BeNull();
        return id;
    }

    /// <param name="who">Who acts.</param>
    /// <param name="id">The instance.</param>
    /// <param name="bookmark">The task as he was shown it when it was opened.</param>
    /// <param name="outcome">Done or Returned.</param>
    public Task<Answer> ActAsync(Principal who, Id id, int bookmark, string outcome) =>
        complete.Handle(new CompleteTask(id, bookmark, outcome, Value.Record(("outcome", outcome)), ShownAt: bookmark) { Principal = who, Key = NextKey() }, default);

    public Task<Answer> RewindAsync(Principal who, Id id, int bookmark, string activity) =>
        change.Handle(new RewindCase(id, bookmark, activity, Redo.Between, "材料有误") { Principal = who, Key = NextKey() }, default);

    public Task<Answer> ChangeAsync(Id id, string what) => change.Handle(new ChangeCase(id, what, "停办") { Principal = Zhou, Key = NextKey() }, default);

    private string NextKey() => $"key-{Interlocked.Increment(ref keys)}";

    private static Principal Somebody(string name) => new(Id.Of("principal", name), name, [new Grant("ask", "/"), new Grant("review", "/"), new Grant("administrator", "/")]);

    private static DocumentPut Record(Principal who) =>
        new("principal", who.Id.ToString(), Value.Record(("name", who.Name), ("kind", "person"), ("grants", Value.EmptyList), ("persons", Value.EmptyList)), "/");

    private static Definition Definition() => new()
    {
        DefinitionId = "one", Name = "一", Strict = true,
        Root = new ActivityNode
        {
            Id = "flow", Type = "Elsa.Flowchart",
            Children =
            [
                new ActivityChild("activities", new ActivityNode { Id = "ask", Type = PostTask.Name, Inputs = [new ActivityInput("taskName", InputKind.Literal, "ask")] }),
                new ActivityChild("activities", new ActivityNode { Id = "review", Type = PostTask.Name, Inputs = [new ActivityInput("taskName", InputKind.Literal, "review")] }),
                new ActivityChild("activities", new ActivityNode { Id = "end", Type = "Elsa.End" }),
            ],
            Connections = [new Connection("ask", "Done", "end"), new Connection("ask", "Returned", "review"), new Connection("review", "Done", "end")],
        },
    };

    /// <summary>As Elsa.RunTask, of a post at a unit: somebody other than the system may do it.</summary>
    private sealed class PostTask() : ActivityType<RunTaskOptions>(new ActivityDescription
    {
        Type = Name, Title = "任务", Summary = "办理任务。", Category = "test", OpenOutcomes = true, Waits = true,
    })
    {
        public const string Name = "Test.PostTask";

        protected override ActivityResult Enter(ActivityContext context, RunTaskOptions options)
        {
            context.Open(BookmarkKind.Task, options.TaskName, "/");
            return ActivityResult.Waits;
        }

        protected override ActivityResult Resume(ActivityContext context, RunTaskOptions options, Resumption resumption) =>
            ActivityResult.Completed(resumption.Input["outcome"].AsText()!);
    }

    private sealed class One(ExecutableDefinition definition) : IPinSource
    {
        public Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation) => Task.FromResult<PinnedSet?>(new PinnedSet(
            definition, new Dictionary<string, ExecutableDefinition>(), new Dictionary<string, string>(), new Dictionary<string, Value>()));
    }
}
