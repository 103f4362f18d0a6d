using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Server.Tests.Schools;

/// <summary>Tasks that everybody hands to everybody, whether he may or not.</summary>
public sealed class HandedRoundTests
{
    private const string Class = "/college/information/one/";
    private static readonly string[] Students = ["学生甲", "学生乙", "学生丙"];
    private static readonly string[] Teachers = ["班主任", "副班主任"];
    private static readonly string[] Everybody = [.. Teachers, "二班班主任", "系秘书", "资助中心", "学生甲"];
    private static readonly string[] Verbs = ["claim", "release", "transfer", "transfer", "delegate", "reply", "recall", "copy", "remind", "add-signer", "sign", "record"];

    /// <summary>What each run does at least once.</summary>
    private static readonly string[] Usual = ["claim", "release", "transfer", "delegate"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_tasks_are_handed_round_none_is_added_or_lost_and_nobody_gets_what_is_not_his(int seed)
    {
        var (school, acts) = await BegunAsync();
        var dice = new Random(seed);
        var done = new List<string>();
        for (var n = 0; n < 150; n++)
        {
            var (student, who, to, verb) = (Students[dice.Next(3)], Everybody[dice.Next(Everybody.Length)], Everybody[dice.Next(Everybody.Length)], Verbs[dice.Next(Verbs.Length)]);
            if (await TaskOfAsync(school, student) is not { } before)
                continue;
            var refused = await acts.DoAsync(Step(student, who, $"verify.{verb}", ("to", to), ("opinion", "意见"), ("agree", Value.Of(true)), ("when", "before")));
            var after = await TaskOfAsync(school, student);
            var told = $"seed {seed}, step {n}: {who} {verb} {to}, was {before}, is {after}: {refused?.Code.Id}";
            if (refused is not null)
            {
                after.Should().Be(before, told);
                continue;
            }

            done.Add(verb);
            May(verb, who, before).Should().BeTrue(told);
            if (verb == "record")
                continue;
            after.Should().NotBeNull(told);
            if (verb is "claim" or "transfer")
                Teachers.Should().Contain(after, told);
            if (verb is "copy" or "remind")
                after.Should().Be(before, told);
            if (verb == "delegate")
                after.Should().Be(to, told);
            if (verb is "reply" or "recall")
                Teachers.Should().Contain(after, told);
            if (verb == "release")
                after.Should().BeEmpty(told);
        }

        done.Should().HaveCountGreaterThan(10);
        Usual.Except(done).Should().BeEmpty("a server that refuses everything keeps every law");
    }

    /// <summary>An oracle that knows the posts alone: whoever is no teacher of the class answers what he holds, or takes a task out of a hand as the office.</summary>
    private static bool May(string verb, string who, string before) => verb switch
    {
        "remind" => who != before,
        "reply" => who == before,
        "release" or "transfer" => (Teachers.Contains(who) && (before == who || before.Length == 0)) || who == "资助中心",
        "recall" => Teachers.Contains(who) && before != who && before.Length > 0,
        _ => Teachers.Contains(who) && (before.Length == 0 || before == who || verb == "copy"),
    };

    /// <summary>Who has the only task, "" where it lies open; null once it is done.</summary>
    private static async Task<string?> TaskOfAsync(LiveSchool school, string student)
    {
        var @case = (await school.CaseOf(school.RoundOf("")!, school.PersonOf(student)!.Id))!;
        var tasks = await school.Host.Reader.TasksOfAsync(Scope.All, @case.Id);
        tasks.Should().HaveCount(@case.At == "verify" ? 1 : 0);
        return tasks.Count == 0 ? null : tasks[0].Holder.IsNone ? "" : school.NameOfPost(tasks[0].Holder);
    }

    private static async Task<(LiveSchool School, SchoolActs Acts)> BegunAsync()
    {
        var (document, _) = SchoolDocument.Read(Path.Combine(Repository.Root, "tests", "schools", "two-classes.school.json"));
        var store = new MemoryStore();
        var clock = new SchoolClock(DateTimeOffset.UnixEpoch, document!.Zone);
        var host = SchoolHosts.Open(new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync), clock, s => s.BuildServiceProvider());
        var (school, refused) = await SchoolBuilder.BuildAsync(document with { Posts = document.Posts.Add(new SchoolPost("副班主任", [new Grant("class-teacher", Class)], [])) }, host);
        refused.Should().BeNull();
        await school!.MoveToAsync(clock.Read("2025-09-02T10:00")!.Value);
        var acts = new SchoolActs(school);
        foreach (var student in Students)
            (await acts.DoAsync(Step(student, student, "apply.submit"))).Should().BeNull();
        // A doubtful match is somebody's task before the one that is meant.
        if ((await school.CaseOf(school.RoundOf("")!, school.PersonOf("学生乙")!.Id))!.At == "match")
            (await acts.DoAsync(Step("学生乙", "班主任", "match.resolve", ("state", "none"), ("reason", "不是同一人")))).Should().BeNull();
        return (school, acts);
    }

    private static SchoolStep Step(string student, string who, string what, params (string Name, Value Value)[] with) =>
        new(Value.Record(("as", who), ("do", what), ("case", student), ("with", Value.Record(with))));
}
