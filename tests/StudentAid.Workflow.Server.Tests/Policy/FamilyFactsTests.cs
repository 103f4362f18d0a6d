using System.Collections.Immutable;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Storage.Memory;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>What is on record of a family, how it is masked, who was shown it, and what somebody is to it.</summary>
public sealed class FamilyFactsTests
{
    private const string Class = "/s/c/";
    private static readonly Id Case = Id.Of("case");

    [Theory]
    [InlineData("13800138000", "•••••••8000")]
    [InlineData("11010519491231002X", "••••••••••••••002X")]
    [InlineData("12345678", "••••5678")]
    [InlineData("1234567", "•••")]
    [InlineData("", "•••")]
    [InlineData("河南省平顶山市某某路一号", "•••")]
    [InlineData("1380013 8000", "•••")]
    [InlineData("abcd-efgh-ijkl", "•••")]
    public void The_last_four_of_a_long_number_are_left_and_of_everything_else_nothing(string text, string masked) => FamilyFacts.Mask(Value.Of(text)).Should().Be(masked);

    [Fact]
    public void What_is_no_text_is_masked_whole()
    {
        foreach (var value in new[] { Value.Null, Value.Of(true), Value.Parse("12345678901"), Value.Parse("""["12345678901"]"""), Value.Record(("number", "12345678901")) })
            FamilyFacts.Mask(value).Should().Be("•••");
    }

    [Fact]
    public async Task The_register_s_and_the_application_s_facts_are_told_by_part_and_name_without_what_is_empty()
    {
        var (services, person) = await SchoolAsync();
        var answers = await SealAsync(services, Value.Parse("""{ "income": 12000, "member": null, "address": "某某路一号" }"""));
        var facts = services.GetRequiredService<FamilyFacts>();
        async Task<IReadOnlyDictionary<string, Value>> AllAsync(Id subject, InstanceState state) => await facts.AllAsync(Stored(subject), state, default);

        var all = await AllAsync(person, State(answers));
        all.Keys.Should().BeInAscendingOrder(StringComparer.Ordinal);
        all.Keys.Should().Contain(["person.name", "person.idNumber", "answers.income", "answers.address"]).And.NotContain("answers.member");
        (all["person.name"].AsText(), all["answers.income"].AsNumber()).Should().Be(("周雨禾", 12000m));
        (await AllAsync(person, State(null))).Keys.Should().OnlyContain(k => k.StartsWith("person.", StringComparison.Ordinal)).And.NotBeEmpty();
        (await AllAsync(Id.Of("stranger"), State(answers))).Keys.Should().Equal("answers.address", "answers.income");
        (await AllAsync(Id.Of("stranger"), State("gone/1/0"))).Should().BeEmpty();
        (await AllAsync(Id.Of("stranger"), new InstanceState())).Should().BeEmpty("it has not begun");
    }

    [Fact]
    public async Task Who_was_shown_what_is_told_the_latest_first_and_a_purpose_in_words_stays_sealed()
    {
        var (services, _) = await SchoolAsync();
        await StepAsync(services, AccessState.IdOf(Case), AccessState.Kind, 0, StreamData.Write<AccessEvent>([new AccessEvent.Revealed(["person.phone"], "audit")]));
        await StepAsync(services, AccessState.IdOf(Case), AccessState.Kind, 1, StreamData.Write<AccessEvent>([new AccessEvent.Searched([Case], "check", "a/1/0"), new AccessEvent.Revealed(["answers.income"], "sealed/1/0")]));

        await StepAsync(services, AccessState.IdOf(Id.Of("child")), AccessState.Kind, 0, StreamData.Write<AccessEvent>([new AccessEvent.Given(Id.Of("child"), "hash", RecordReading.Proof)]));

        var told = await services.GetRequiredService<FamilyFacts>().AccessesAsync(Case, default);

        told.Select(a => (string.Join(',', a.Fields), a.Purpose, a.Actor)).Should().Equal(("answers.income", "", Id.Of("actor", "1")), ("person.phone", "audit", Id.Of("actor", "0")));
        (await services.GetRequiredService<FamilyFacts>().AccessesAsync(Id.Of("other"), default)).Should().BeEmpty();
        (await services.GetRequiredService<FamilyFacts>().AccessesAsync(Id.Of("other"), Id.Of("child"))).Should().ContainSingle().Which.Purpose.Should().Be(RecordReading.Proof);

        var grant = Id.Of("grant");
        await StepAsync(services, AccessState.IdOf(Case), AccessState.Kind, 2, StreamData.Write<AccessEvent>([new AccessEvent.Read(grant, ["opinions"], "", "appeal")]));
        var read = (await services.GetRequiredService<FamilyFacts>().AccessesAsync(Case, default))[0];
        (read.Grant, string.Join(',', read.Fields), read.Purpose, read.Actor).Should().Be((grant, "opinions", "appeal", default(Id)), "who objects is told to whoever answers him alone");
    }

    [Fact]
    public async Task Records_of_a_case_and_of_its_person_are_told_together_by_their_instants_and_what_is_of_nobody_is_told_of_none()
    {
        var (services, _) = await SchoolAsync();
        var child = Id.Of("child");
        async Task ShowAsync(Id about, long expected, int day, string field) => await StepAsync(
            services, AccessState.IdOf(about), AccessState.Kind, expected, StreamData.Write<AccessEvent>([new AccessEvent.Revealed([field], "audit")]), DateTimeOffset.UnixEpoch.AddDays(day));
        await ShowAsync(Case, 0, 1, "a");
        await ShowAsync(child, 0, 2, "b");
        await ShowAsync(Case, 1, 3, "c");
        await ShowAsync(default, 0, 4, "d");

        async Task<string> ToldAsync(Id person) => string.Concat((await services.GetRequiredService<FamilyFacts>().AccessesAsync(Case, person)).SelectMany(a => a.Fields));
        (await ToldAsync(child)).Should().Be("cba");
        (await ToldAsync(default)).Should().Be("ca");
    }

    [Fact]
    public async Task What_a_family_goes_on_from_is_what_it_saved_and_else_what_it_handed_in_with_its_evidence()
    {
        var (services, _) = await SchoolAsync();
        var cipher = services.GetRequiredService<Cipher>();
        SealedPart Sealed(string json) => cipher.Seal(Id.Of("subject"), Value.Parse(json));
        await StepAsync(
            services, Case, InstanceSteps.Kind, 0, "[]"u8.ToArray(), DateTimeOffset.UnixEpoch,
            Sealed("""{ "income": 1 }"""), Sealed("""[{ "hash": "saved" }]"""), Sealed("""{ "evidence": [{ "hash": "handed-in" }] }"""));
        var pins = new PinCache(new NationalPins());
        await pins.EnsureAsync("p", default);
        async Task<string> DraftAsync(BookmarkKind kind, string node, Value data, string attachments = "")
        {
            var state = State(null, "p");
            state.Apply([new InstanceEvent.Entered(2, 1, node, 0, false, "", "", Value.Null), new InstanceEvent.DataSet(2, data), new InstanceEvent.Opened(new Bookmark(1, 2, node, kind) { Name = "applicant" })]);
            if (attachments.Length > 0)
                state.Apply([new InstanceEvent.VariableSet(1, "attachments", attachments)]);
            var draft = await services.GetRequiredService<FamilyFacts>().DraftAsync(state, pins, default);
            return $"{draft.Answers["income"].AsNumber()} {string.Join(',', draft.Evidence.Select(e => e["hash"].AsText()))}";
        }

        var (answers, evidence) = (("draft", (Value)$"{Case}/1/0"), ("evidence", (Value)$"{Case}/1/1"));
        (await DraftAsync(BookmarkKind.Task, "apply", Value.Record(answers, evidence), $"{Case}/1/2")).Should().Be("1 saved");
        (await DraftAsync(BookmarkKind.Task, "apply", Value.Record(answers), $"{Case}/1/2")).Should().Be("1 handed-in", "it came back to the family");
        (await DraftAsync(BookmarkKind.Task, "apply", Value.Record(answers))).Should().Be("1 ");
        (await DraftAsync(BookmarkKind.Task, "apply", Value.EmptyRecord)).Should().Be(" ", "nothing was written");
        (await DraftAsync(BookmarkKind.Task, "office", Value.Record(answers, evidence))).Should().Be(" ", "no application is open");
        (await DraftAsync(BookmarkKind.Deadline, "apply", Value.Record(answers, evidence))).Should().Be(" ");
        (await services.GetRequiredService<FamilyFacts>().DraftAsync(State(null), pins, default)).Evidence.Should().BeEmpty();
    }

    [Fact]
    public void What_somebody_is_to_a_case_is_the_family_staff_of_its_units_and_the_duties_that_he_carries_there()
    {
        var child = Id.Of("child");
        IReadOnlySet<string> Of(Principal principal) => FamilyReaders.Of(principal, Stored(child), State(null), new PinCache(new NoPins()));
        Of(Nobody).Should().BeEmpty();
        Of(Nobody with { Persons = [child] }).Should().BeEquivalentTo("own");
        Of(Nobody with { Persons = [Id.Of("other")] }).Should().BeEmpty();
        Of(Nobody with { Grants = [new Grant("counsellor", Class)] }).Should().BeEquivalentTo("staff");
        Of(Nobody with { Grants = [new Grant("class-teacher", Class)] }).Should().BeEquivalentTo("staff", Duty.Verify, Duty.SettleMatches);
        Of(Nobody with { Grants = [new Grant("round-keeper", "/s/")] }).Should().BeEquivalentTo(Duty.RevealFacts, Duty.KeepRounds);
        Of(Nobody with { Grants = [new Grant("round-keeper", "/t/")] }).Should().BeEmpty("his duty lies elsewhere");
        Of(Nobody with { Grants = [new Grant("student-representative", Class)] }).Should().BeEmpty();
        Of(Nobody with { Grants = [new Grant("authority", Class)] }).Should().BeEquivalentTo([Duty.Oversee], "oversight is no staff, wherever it is held");
        Of(Principal.System).Should().BeEquivalentTo(
            "staff", Duty.Verify, Duty.SettleMatches, Duty.RevealFacts, Duty.HandOutPapers, Duty.SetUp, Duty.EnterReferenceLevels, Duty.KeepRounds, Duty.Oversee);
    }

    private static readonly Principal Nobody = new(Id.Of("principal"), "某人", []);

    private static StoredStream Stored(Id subject) => new(Case, InstanceSteps.Kind, 1, Class, default, subject, "open", false, default);

    private static InstanceState State(string? answers, string pin = "")
    {
        var state = new InstanceState();
        ImmutableArray<InstanceEvent> begun = [new InstanceEvent.Started(pin, Value.Record(("units", Value.Record(("class", Class)))), "", "", "", 0)];
        state.Apply(answers is null ? begun : begun.Add(new InstanceEvent.VariableSet(1, "answers", Value.Of(answers))));
        return state;
    }

    /// <summary>A school in memory with one student.</summary>
    private static async Task<(ServiceProvider Services, Id Person)> SchoolAsync()
    {
        var store = new MemoryStore();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<IStepStore>(store).AddSingleton(store.Reader)
            .AddSingleton<PracticeDeletion>((round, cancellation) => store.DeletePracticeAsync(round, cancellation)).AddCasework().AddSingleton<FamilyFacts>().BuildServiceProvider();
        var mediator = services.GetRequiredService<IMediator>();
        (await mediator.Send(new PutOrgUnits("/", [new("/", "nation", "全国")]) { Principal = Principal.System, Key = "1" })).Rejected.Should().BeNull();
        (await mediator.Send(new PutOrgUnits("/s/", [new("/s/", "school", "示例学院"), new(Class, "class", "软件2401")]) { Principal = Principal.System, Key = "2" })).Rejected.Should().BeNull();
        var row = new PersonRow(1, Class, Value.Record(("grade", "2024")), Value.Record(("name", "周雨禾"), ("idNumber", "11010519491231002X"), ("studentNumber", "20240001")));
        (await mediator.Send(new ImportPeople("/s/", "register.xlsx", [row]) { Principal = Principal.System, Key = "3" })).Rejected.Should().BeNull();
        return (services, (await services.GetRequiredService<Directory>().PeopleAsync(Scope.All, "/s/")).Single().Id);
    }

    private static async Task<string> SealAsync(ServiceProvider services, Value content)
    {
        var part = services.GetRequiredService<Cipher>().Seal(Id.Of("subject"), content);
        await StepAsync(services, Case, InstanceSteps.Kind, 0, "[]"u8.ToArray(), part);
        return $"{Case}/1/0";
    }

    private static Task StepAsync(ServiceProvider services, Id stream, string kind, long expected, ReadOnlyMemory<byte> data, params SealedPart[] parts) =>
        StepAsync(services, stream, kind, expected, data, DateTimeOffset.UnixEpoch, parts);

    private static async Task StepAsync(ServiceProvider services, Id stream, string kind, long expected, ReadOnlyMemory<byte> data, DateTimeOffset at, params SealedPart[] parts) =>
        (await services.GetRequiredService<IStepStore>().ApplyAsync(
        [
            new Step
            {
                Stream = stream, Kind = kind, Expected = expected, OrgPath = Class, Status = "open", Operation = Id.Of("operation", stream.ToString(), $"{expected}"), BodyHash = 0,
                Actor = Id.Of("actor", $"{expected}"), Now = at, Data = data, Sealed = [.. parts],
            },
        ])).Single().Should().BeOfType<StepResult.Applied>();

    /// <summary>The national procedure under every pin.</summary>
    private sealed class NationalPins : IPinSource
    {
        public Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation)
        {
            var types = new Engine.Activities.ActivityTypes([.. Engine.Activities.GeneralActivities.All, .. CaseworkActivities.All]);
            var definition = Engine.Definitions.DefinitionReader.Read(File.ReadAllText(Repository.PathOf("workflows/national/higher-education-determination/definition.json")), types).Definition!;
            return Task.FromResult<PinnedSet?>(new PinnedSet(
                new ExecutableDefinition(definition), ImmutableDictionary<string, ExecutableDefinition>.Empty, ImmutableDictionary<string, string>.Empty,
                ImmutableDictionary<string, Value>.Empty));
        }
    }

    private sealed class NoPins : IPinSource
    {
        public Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation) => Task.FromResult<PinnedSet?>(null);
    }
}
