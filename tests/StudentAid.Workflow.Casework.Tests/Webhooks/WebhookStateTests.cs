using FluentAssertions;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Webhooks;

public sealed class WebhookStateTests
{
    private static readonly DateTimeOffset At = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_set_aside_ends_the_failing_only_where_nothing_else_of_the_same_attempts_failed()
    {
        var state = After(("bad", "404"), ("good", "200"), ("late", "503"));
        (state.Failures, state.FailingSince, state.Status).Should().Be((1, At, "failing"));
        state.NextTry.Should().NotBeNull("the one that is late is tried after a pause");

        state = After(("bad", "404"), ("good", "200"));
        (state.Failures, state.FailingSince, state.Status).Should().Be((0, null, "on"));
    }

    [Fact]
    public void What_failed_in_earlier_attempts_and_is_through_since_holds_nothing_up()
    {
        var state = WebhookState.Empty.After([new WebhookEvent.Tried(At.AddHours(-1), [Attempt("old", "503")])]);

        After(state, ("bad", "404"), ("old", "200")).Failures.Should().Be(0);
    }

    private static WebhookState After(params (string Id, string Answer)[] attempts) => After(WebhookState.Empty, attempts);

    private static WebhookState After(WebhookState state, params (string Id, string Answer)[] attempts) =>
        state.After([new WebhookEvent.Tried(At, [.. attempts.Select(a => Attempt(a.Id, a.Answer))]), new WebhookEvent.SetAside([Id.Of("bad")])]);

    private static Attempt Attempt(string id, string answer) => new(Id.Of(id), "case", "o", 1, At, answer);
}
