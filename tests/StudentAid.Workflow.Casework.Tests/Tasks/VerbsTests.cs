using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Tasks;

/// <summary>What people may do at a task is said by its activity's description, and by nothing else.</summary>
public sealed class VerbsTests
{
    private static readonly ActivityTypes Types = new([.. GeneralActivities.All, .. CaseworkActivities.All]);

    private static IEnumerable<(ActivityType Type, VerbDescription Verb)> All => Types.All.SelectMany(t => t.Description.Verbs.Select(v => (t, v)));

    [Fact]
    public void Every_verb_is_a_code_with_label_and_consequence_in_both_languages_and_takes_what_a_form_can_ask()
    {
        All.Should().NotBeEmpty();
        foreach (var (type, verb) in All)
        {
            PlainText.IsCode(verb.Name).Should().BeTrue($"{type.Description.Type} {verb.Name}");
            verb.Label.En.Should().NotBeNullOrEmpty();
            verb.Consequence?.En.Should().EndWith(".", $"{type.Description.Type} {verb.Name}");
            verb.Consequence?.ZhCn.Should().EndWith("。");
            verb.Tone.Should().BeOneOf(VerbDescription.Primary, VerbDescription.Plain, VerbDescription.Danger);
            verb.Input["type"].AsText().Should().Be("object");
            TaskVerbs.Knows(verb.Name).Should().BeFalse($"{verb.Name} is what may be done with anybody's task");
        }

        All.Should().OnlyContain(v => v.Verb.Consequence != null);
    }

    /// <summary>Wherever a task is opened in a type's source, its description says what is to be done there.</summary>
    [Fact]
    public void A_type_that_opens_tasks_describes_verbs()
    {
        string[] known = [.. Types.All.Where(t => !t.Description.Verbs.IsEmpty).Select(t => t.GetType().Name)];
        var opening = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "StudentAid.Workflow.Casework"), "*Activity.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("Open(BookmarkKind.Task", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)).ToArray();

        opening.Should().HaveCountGreaterThan(4);
        opening.Where(o => o != "ReviewActivity").Should().BeSubsetOf(known);
        known.Should().Contain(["CommitteeReviewActivity", "ApprovalActivity", "RunTask"]);
    }

    [Theory]
    [InlineData("propose", "提出")]
    [InlineData("endorse", "核准")]
    [InlineData("approve", "批准")]
    [InlineData("review", "审核通过")]
    public void A_body_s_own_act_is_its_verb_and_by_list_there_is_none(string act, string label)
    {
        var alone = Node("StudentAid.CommitteeReview", ("act", act));
        TaskActions.Of(Types, alone, new Pins(), "pin").Select(a => (a.Verb, a.Label.ZhCn)).Should().Equal((act, label), ("return", "退回"));
        TaskActions.Of(Types, Node("StudentAid.CommitteeReview", ("act", act), ("roster", true)), new Pins(), "pin").Should().BeEmpty();
    }

    [Fact]
    public void The_reasons_of_an_act_are_those_of_the_pinned_scale()
    {
        var acts = TaskActions.Of(Types, Node("StudentAid.Approval", ("act", "approve"), ("scale", "levels")), new Pins(), "pin").ToArray();

        acts.Should().OnlyContain(a => a.Reasons.Single().Code == "other" && a.Reasons.Single().Article == "第十八条");
    }

    [Fact]
    public void What_an_application_asks_is_the_pinned_form_s_schema()
    {
        var submit = TaskActions.Of(Types, Node("StudentAid.Application", ("form", "paper")), new Pins(), "pin").First();

        submit.Input["properties"]["answers"]["properties"]["income"]["type"].AsText().Should().Be("integer");
        TaskActions.Of(Types, Node("StudentAid.Application", ("form", "none")), new Pins(), "pin").First().Input["properties"]["answers"]["additionalProperties"].AsBool().Should().BeTrue();
    }

    [Fact]
    public void A_type_that_is_not_here_has_no_verbs() =>
        TaskActions.Of(Types, Node("Sample.Unknown"), new Pins(), "pin").Should().BeEmpty();

    private static ActivityNode Node(string type, params (string Name, Value Value)[] inputs) =>
        DefinitionReader.Read(
            Value.Record(
                ("$schema", "workflow-definition.schema.json"), ("definitionId", "one"),
                ("root", Value.Record(("type", "Elsa.Flowchart"), ("activities", Value.List(Value.Record([("id", "a"), ("type", type), .. inputs])))))).ToJson(),
            Types).Definition!.Root.All().Single(n => n.Id == "a");

    private sealed class Pins : IPins
    {
        public ExecutableDefinition? Definition(string pin) => null;

        public string? PinOf(string definitionIdOrType) => null;

        public IEnumerable<string> DocumentIds(string pin, string kind) => kind == "scale" ? ["levels"] : [];

        public Value? Document(string pin, string kind, string id) => (kind, id) switch
        {
            ("scale", "levels") => Value.Parse("""
                { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级", "levels": [ { "id": "low", "name": "一般困难" } ],
                  "notDetermined": { "id": "none", "name": "不予认定", "reasons": [ { "id": "other", "name": "其他", "article": "第十八条" } ] } }
                """),
            ("form", "paper") => Value.Parse("""{ "kind": "form", "id": "paper", "schema": { "type": "object", "properties": { "income": { "type": "integer" } } } }"""),
            _ => null,
        };
    }
}
