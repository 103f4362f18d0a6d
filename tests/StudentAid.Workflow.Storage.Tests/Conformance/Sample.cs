using System.Text;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

/// <summary>Steps for tests: small, and different from each other only in what the test is about.</summary>
public static class Sample
{
    public static readonly DateTimeOffset Morning = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);
    public const string School = "/henan/zhengzhou/school/";
    public const string ClassOne = School + "class-1/";
    public const string ClassTwo = School + "class-2/";
    public const string OtherSchool = "/henan/luoyang/school/";

    public static readonly Id Round = Id.Of("round");
    public static readonly Id Clerk = Id.Of("clerk");

    public static Id Case(int number) => Id.Of("case", number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static Step Step(Id stream, long expected, string? operation = null) => new()
    {
        Stream = stream,
        Kind = "instance",
        Expected = expected,
        OrgPath = ClassOne,
        Group = Round,
        Subject = Id.Of("person", stream.ToString()),
        Status = "open",
        At = "class",
        Operation = Id.Of(operation ?? $"{stream}/{expected}"),
        BodyHash = expected + 1,
        Actor = Clerk,
        Now = Morning.AddMinutes(expected),
        Data = Encoding.UTF8.GetBytes($"[[\"Ran\",{expected}]]"),
        Snapshot = Encoding.UTF8.GetBytes($"{{\"format\":1,\"step\":{expected + 1}}}"),
    };

    public static Step Barrier(Id stream, long expected, params RowChange[] rows) =>
        Step(stream, expected) with { Kind = "roster", OrgPath = School, Subject = default, Status = "collecting", At = "", Rows = [.. rows] };

    public static TaskOpened Opened(int bookmark, string unit = ClassOne, string role = "class-teacher", DateTimeOffset? due = null) =>
        new(bookmark, "class", role, unit, due, ShownAt: 1);

    public static Message Message(Id source, long seq, int ordinal, Id target, string name = "release") =>
        new() { Id = Id.Of(source, seq, ordinal), Source = source, Target = target, Name = name, Body = ordinal };

    public static async Task<StepResult> ApplyAsync(this IStoreUnderTest store, Step step) => (await store.Steps.ApplyAsync([step]))[0];

    /// <summary>Applies steps that must be taken, one after another.</summary>
    public static async Task TakeAsync(this IStoreUnderTest store, params Step[] steps)
    {
        foreach (var step in steps)
        {
            var result = await store.ApplyAsync(step);
            if (result is not StepResult.Applied)
                throw new InvalidOperationException($"Expected the step to be applied, but got {result}.");
        }
    }
}
