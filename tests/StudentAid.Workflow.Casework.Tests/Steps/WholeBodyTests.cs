using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Steps;

/// <summary>A key that is used again with another body is refused; so whatever a command is given must be in the body that is compared.</summary>
public sealed class WholeBodyTests
{
    /// <summary>What is not in the body, and why.</summary>
    private static readonly Dictionary<string, string> Beside = new(StringComparer.Ordinal)
    {
        ["CompleteTask.ShownAt"] = "If-Match",
        ["DecideRoster.ShownAt"] = "If-Match",
        ["RewindCase.ShownAt"] = "If-Match",
        ["RecordExport.Day"] = "the day of the sending",
        ["SendAdoption.Round"] = "a message's, whose key is its id",
        ["RetryJob.Items"] = "found when the request is sent, and others when it is sent again",
        ["DeliverToCase.OrgPath"] = "a message's, whose key is its id",
        ["DeliverToCase.What"] = "a message's, whose key is its id",
        ["DeliverToCase.Source"] = "a message's, whose key is its id",
        ["IssueAccess.Day"] = "the day of the sending",
        ["IssueAccess.Until"] = "reckoned from the instant of the sending",
        ["DropSecondFactor.Day"] = "the day of the sending",
        ["PutApiKey.Hash"] = "of a secret that is drawn anew at each sending; the first one's stays",
        ["VoteOnRoster.Vote"] = "of a secret ballot, which no hash may tell",
        ["MeetRoster.Papers"] = "with papers outstanding the sums would tell how these read",
        ["SetPassword.Typed"] = "a secret, which no hash without salt may tell",
    };

    [Fact]
    public void Every_part_of_a_command_is_in_the_body_that_a_repeated_key_is_compared_with()
    {
        var commands = typeof(Command).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(Command)) && t is { IsAbstract: false, IsPublic: true }).ToList();
        commands.Count.Should().BeGreaterThan(60);
        var missing = commands.SelectMany(Missing).Where(m => !Beside.ContainsKey(m)).ToList();
        missing.Should().BeEmpty();
    }

    private static IEnumerable<string> Missing(Type type)
    {
        var made = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var parameters = made.GetParameters();
        object?[] first = [.. parameters.Select(p => Sample(p.ParameterType, 1))];
        var hash = HashOf(made, first);
        for (var i = 0; i < parameters.Length; i++)
        {
            var changed = first.ToArray();
            changed[i] = Sample(parameters[i].ParameterType, 2);
            if (HashOf(made, changed) == hash)
                yield return $"{type.Name}.{parameters[i].Name}";
        }
    }

    private static long HashOf(ConstructorInfo made, object?[] arguments)
    {
        var command = (Command)made.Invoke(arguments);
        return InstanceSteps.BodyHashOf((command with { Principal = Principal.System, Key = "k" }).Body);
    }

    private static object? Sample(Type type, int n) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => Sample(inner, n),
        _ when type == typeof(string) => string.Create(CultureInfo.InvariantCulture, $"/{n}/"),
        _ when type == typeof(Id) => Id.Of("sample", n.ToString(CultureInfo.InvariantCulture)),
        _ when type == typeof(bool) => n == 1,
        _ when type == typeof(int) => n,
        _ when type == typeof(long) => (long)n,
        _ when type == typeof(decimal) => (decimal)n,
        _ when type == typeof(DateOnly) => new DateOnly(2026, 9, n),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 9, n, 0, 0, 0, TimeSpan.Zero),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([(byte)n]),
        _ when type == typeof(RecordValue) => Value.Record(("n", n)),
        _ when type == typeof(Value) => (Value)n,
        _ when type == typeof(Engine.Definitions.Text) => new Engine.Definitions.Text(n.ToString(CultureInfo.InvariantCulture)),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(n - 1),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => Listed(type.GetGenericArguments()[0], n),
        _ when type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault() is { } made && !type.IsAbstract =>
            made.Invoke([.. made.GetParameters().Select(p => Sample(p.ParameterType, n))]),
        _ when type.Assembly.GetTypes().FirstOrDefault(t => t.IsSubclassOf(type) && !t.IsAbstract) is { } kind => Sample(kind, n),
        _ => null,
    };

    private static object Listed(Type item, int n)
    {
        var array = Array.CreateInstance(item, 1);
        array.SetValue(Sample(item, n), 0);
        return typeof(ImmutableArray).GetMethods().First(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(item).Invoke(null, [array])!;
    }
}
