using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;

namespace StudentAid.Workflow.Casework.Tests.Retention;

/// <summary>No layer's rules leave the bounds of those that will hold above them, wherever it says that it holds.</summary>
public sealed class RetentionShelfTests
{
    [Fact]
    public async Task Rules_that_begin_later_are_held_against_what_holds_above_by_then()
    {
        var host = await SchoolHost.ReadyAsync();
        (await PublishAsync(host, SchoolHost.Province, "2027-01-01", "\"years\": 15, \"atLeast\": 15")).Rejected.Should().BeNull();

        (await PublishAsync(host, SchoolHost.School, "2027-02-01", "\"years\": 12")).Rejected!.Code.Should().Be(RetentionCodes.OutOfBounds);
        (await PublishAsync(host, SchoolHost.School, "2026-01-01", "\"years\": 12")).Rejected.Should().BeNull("nothing of the province's holds yet");
        (await host.Get<RetentionShelf>().OfAsync(SchoolHost.School, new DateOnly(2027, 1, 1), default)).Find(TermOf.Decided)!.Years.Should().Be(15);
    }

    [Fact]
    public async Task Rules_that_name_a_unit_by_its_code_are_held_against_the_layers_above_that_unit()
    {
        var host = await SchoolHost.ReadyAsync();
        (await PublishAsync(host, SchoolHost.Department, "2026-01-01", "\"years\": 15, \"atLeast\": 15")).Rejected.Should().BeNull();

        (await PublishAsync(host, SchoolHost.School, "2026-01-01", "\"years\": 12", "a")).Rejected!.Code.Should().Be(RetentionCodes.OutOfBounds);
        (await PublishAsync(host, SchoolHost.School, "2026-01-01", "\"years\": 16", "a")).Rejected.Should().BeNull();
        (await host.Get<RetentionShelf>().OfAsync(SchoolHost.ClassA, new DateOnly(2026, 9, 1), default)).Find(TermOf.Decided)!.Years.Should().Be(16);
    }

    [Fact]
    public async Task Nobody_lays_himself_above_his_own_layer_by_naming_a_unit_above()
    {
        var host = await SchoolHost.ReadyAsync();
        (await PublishAsync(host, SchoolHost.Province, "2026-01-01", "\"years\": 15, \"atLeast\": 15")).Rejected.Should().BeNull();

        (await PublishAsync(host, SchoolHost.School, "2026-02-01", "\"years\": 1", "410000")).Rejected!.Code.Should().Be(RetentionCodes.OutOfBounds);
        (await PublishAsync(host, SchoolHost.School, "2026-02-01", "\"years\": 16", "410000")).Rejected.Should().BeNull();
        var shelf = await host.Get<DocumentShelf>().AllAsync(UnitState.IdOf(SchoolHost.School));
        shelf.Single(d => d.Kind == RetentionRules.Kind.Name).PlaceFor(SchoolHost.ClassA).Should().Be(SchoolHost.School);
    }

    [Fact]
    public async Task A_code_is_found_where_the_unit_stands()
    {
        var host = await SchoolHost.EmptyAsync();
        var shelf = host.Get<DocumentShelf>();

        (await shelf.PlacesAsync("/", null)).Should().Equal("/");
        (await shelf.PlacesAsync("/", "a")).Should().Equal(SchoolHost.ClassA);
        (await shelf.PlacesAsync(SchoolHost.School, "b")).Should().Equal(SchoolHost.ClassB);
        (await shelf.PlacesAsync(SchoolHost.School, "410000")).Should().Equal(SchoolHost.School);
        (await shelf.PlacesAsync("/", "410402")).Should().Equal(["/410000/410400/410402/"], "none is on record yet");
        (await shelf.PlacesAsync(SchoolHost.School, "new")).Should().Equal($"{SchoolHost.School}new/");
    }

    private static Task<Answer> PublishAsync(SchoolHost host, string unit, string from, string term, string code = "") => host.SendAsync(new PublishDocuments(unit, [$$"""
        { "kind": "retention-rules", "id": "retention-rules", "article": "档案保管期限表", "from": "{{from}}", "name": "保存期限", {{(code.Length > 0 ? $"\"unit\": \"{code}\", " : "")}}
          "terms": [ { "of": "decided", {{term}} } ] }
        """]) { Principal = Principal.System, Key = "" });
}
