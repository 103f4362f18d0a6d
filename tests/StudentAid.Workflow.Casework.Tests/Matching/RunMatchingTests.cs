using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public class RunMatchingTests
{
    private static readonly ListSource First = new("civil-affairs", "2026-08-25", new DateOnly(2026, 8, 20));

    [Fact]
    public async Task Only_what_changed_is_kept_and_only_its_open_cases_are_told()
    {
        var host = await SchoolHost.OpenAsync();
        var (zhou, li) = (await host.PersonAsync("周雨禾"), await host.PersonAsync("李向南"));
        var (first, second) = (await host.BeginAsync(zhou), await host.BeginAsync(li));
        await LoadAsync(host, First, Row(1, "周雨禾"));

        (await RunAsync(host, "1")).Rejected.Should().BeNull();

        var match = (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", zhou.ToString()))!;
        match.Content["state"].AsText().Should().Be("matched");
        var opened = (await host.Get<FactLoader>().LoadAsync([new FactKey("sealed", match.Content["sealed"].AsText()!)], default))[0].Value;
        opened["categories"].Items.Select(c => c.AsText()).Should().Equal("subsistence-allowance");
        (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", li.ToString())).Should().BeNull();
        var told = (await host.Store.Reader.PendingMessagesAsync(Scope.All, host.Now, 10)).Where(m => m.Message.Name == RematchCase.Name).ToList();
        told.Should().ContainSingle(m => m.Message.Target == first.Stream);
        told.Should().NotContain(m => m.Message.Target == second.Stream);
    }

    [Fact]
    public async Task The_same_lists_again_change_nothing_and_a_doubt_is_never_a_match()
    {
        var host = await SchoolHost.OpenAsync();
        await LoadAsync(host, First, Row(1, "周雨禾"));
        await RunAsync(host, "1");

        (await RunAsync(host, "2")).Rejected!.Code.Should().Be(RunMatchingCodes.NothingNew);
        await LoadAsync(host, First with { Batch = "2026-09-12" }, Row(2, "李响南"));
        (await RunAsync(host, "3")).Rejected.Should().BeNull();

        var doubt = (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", (await host.PersonAsync("李向南")).ToString()))!;
        doubt.Content["state"].AsText().Should().Be("doubtful");
    }

    [Fact]
    public async Task A_list_of_another_branch_of_the_tree_hits_nobody_here()
    {
        var host = await SchoolHost.OpenAsync();
        await host.SendAsync(new LoadProviderList("/320000/", First, [Row(1, "周雨禾")]) { Principal = Principal.System, Key = "" });

        (await RunAsync(host, "1")).Rejected!.Code.Should().Be(RunMatchingCodes.NothingNew);
    }

    [Fact]
    public async Task A_batch_is_loaded_once_and_no_name_of_it_stands_in_an_event()
    {
        var host = await SchoolHost.ReadyAsync();
        await LoadAsync(host, First, Row(1, "周雨禾"));

        (await LoadAsync(host, First, Row(2, "李向南"))).Rejected!.Code.Should().Be(ProviderListCodes.BatchTwice);
        var data = string.Concat((await host.Store.EventsAsync(UnitState.IdOf(SchoolHost.Province))).Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span)));
        data.Should().NotContain("周雨禾").And.Contain("2026-08-25");
    }

    [Fact]
    public async Task A_parent_on_a_list_leaves_a_doubt_for_the_child_whose_application_names_him()
    {
        var host = await SchoolHost.OpenAsync();
        var zhou = await host.PersonAsync("周雨禾");
        var father = SyntheticId.Make(new DateOnly(1978, 5, 4), 31);
        var begun = await host.BeginAsync(zhou);
        await host.SendAsync(new Casework.Rounds.SetWindow(
            host.Round, "enrolled", host.Now, host.Now.AddDays(60)) { Principal = Principal.System, Key = "" });
        var answers = Engine.Expressions.Value.Parse($$"""
            { "family": { "members": [ { "name": "周大山", "relation": "father", "idNumber": "{{father}}" }, { "name": "周奶奶", "relation": "grandmother" } ] } }
            """);
        var given = Engine.Expressions.Value.Record(("answers", answers));
        (await host.SendAsync(new Casework.Tasks.CompleteTask(begun.Stream, 1, "save", given) { Principal = new Principal(zhou, "周雨禾", []) { Persons = [zhou] }, Key = "" })).Rejected.Should().BeNull();
        await LoadAsync(host, First, Row(1, "周大山") with { Id = IdNumber.Read(father), Category = "disabled-student" });

        (await RunAsync(host, "1")).Rejected.Should().BeNull();

        var match = (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", zhou.ToString()))!;
        match.Content["state"].AsText().Should().Be("doubtful");
        var opened = (await host.Get<FactLoader>().LoadAsync([new FactKey("sealed", match.Content["sealed"].AsText()!)], default))[0].Value;
        opened["categories"].Items.Select(c => c.AsText()).Should().Equal("child-of-disabled");
        opened["reasons"].Items[0]["code"].AsText().Should().Be("match-household-only");
    }

    private static Task<Answer> LoadAsync(SchoolHost host, ListSource source, params ListRow[] rows) =>
        host.SendAsync(new LoadProviderList(SchoolHost.Province, source, [.. rows.Select(r => r with { Source = source })]) { Principal = Principal.System, Key = "" });

    private static Task<Answer> RunAsync(SchoolHost host, string batch) => host.SendAsync(new RunMatching(host.Round, batch) { Principal = Principal.System, Key = "" });

    private static ListRow Row(int n, string name) =>
        new(First, n, name, IdNumber.Read(SchoolHost.Student(n, name).Sealed["idNumber"].AsText()), "subsistence-allowance");
}
