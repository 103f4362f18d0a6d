using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Packs;

public sealed class PackReaderTests
{
    private const string Good = """
        { "kind": "dated-value", "id": "subsistence-line", "article": "第十三条(三)", "from": "2024-01-01", "unit": "410000", "name": { "zh-CN": "低保标准", "en": "Line" },
          "entries": [{ "from": "2024-01-01", "value": 8000.00, "article": "甲" }, { "from": "2025-07-01", "value": 8400, "article": "乙" }] }
        """;

    [Fact]
    public void A_document_has_its_head_its_body_and_an_address_by_content()
    {
        var document = PackReader.Read(Good).Document!;

        document.Should().BeEquivalentTo(new { Kind = "dated-value", Id = "subsistence-line", Article = "第十三条(三)", Unit = "410000", From = new DateOnly(2024, 1, 1) });
        document.Body.Members.Select(m => m.Key).Should().Equal("entries");
        document.Pin.Should().MatchRegex("^dated-value/subsistence-line@[0-9a-f]{64}$");
    }

    [Fact]
    public void The_hash_sees_content_only_and_neither_order_nor_spelling_nor_the_schema_line()
    {
        var value = (RecordValue)Value.Parse(Good);
        var other = RecordValue.From(value.Members.Reverse()).With("$schema", "../elsewhere.json").ToJson().Replace("8000.00", "8e3", StringComparison.Ordinal);

        PackReader.Read(other).Document!.Hash.Should().Be(PackReader.Read(Good).Document!.Hash);
        PackReader.Read(Good.Replace("8400", "8401", StringComparison.Ordinal)).Document!.Hash.Should().NotBe(PackReader.Read(Good).Document!.Hash);
    }

    [Theory]
    [InlineData("", "not-json")]
    [InlineData("[]", "pack-not-an-object")]
    [InlineData("{ \"kind\": \"form\", \"kind\": \"form\" }", "repeated-key")]
    [InlineData("{ \"a\": 1e999 }", "not-json")]
    [InlineData("{ \"a\": \"\\ud800\" }", "not-json")]
    [InlineData("{ \"kind\": \"wish\", \"id\": \"ab\", \"article\": \"x\", \"from\": \"2025-01-01\", \"name\": \"x\" }", "pack-unknown-kind")]
    [InlineData("{ \"kind\": \"dated-value\", \"article\": \"x\", \"from\": \"2025-01-01\", \"name\": \"x\", \"entries\": [] }", "pack-missing-member")]
    [InlineData("{ \"kind\": \"dated-value\", \"id\": \"AB\", \"article\": \"x\", \"from\": \"2025-13-01\", \"name\": 3, \"entries\": {}, \"extra\": 1 }", "pack-bad-id")]
    public void What_is_no_document_is_refused_by_code_and_never_throws(string json, string code)
    {
        var reading = PackReader.Read(json);

        reading.Document.Should().BeNull();
        reading.Diagnostics.Select(d => d.Code.Id).Should().Contain(code);
    }

    [Fact]
    public void A_finding_stands_where_the_text_is_wrong_even_behind_Chinese()
    {
        var reading = PackReader.Read("{ \"kind\": \"dated-value\", \"id\": \"line\", \"name\": \"低保标准\",\n  \"article\": \"甲\", \"from\": \"明天\", \"entries\": [] }");

        var finding = reading.Diagnostics.Single(d => d.Code == PackCodes.BadDay);
        (finding.Position!.Value.Line, finding.Position.Value.Column).Should().Be((2, 27));
        finding.In("zh-CN").Should().Contain("明天");
    }

    [Fact]
    public void A_text_that_is_no_JSON_is_wrong_where_it_breaks_off()
    {
        var finding = PackReader.Read("{\n  \"name\": \"低保\" \"article\": 1 }").Diagnostics.Single();

        (finding.Position!.Value.Line, finding.Position.Value.Column, finding.Position.Value.Offset).Should().Be((2, 16, 17));
    }

    [Fact]
    public void A_dated_value_is_read_at_the_reference_date()
    {
        var line = DatedValue.Kind.Read(PackReader.Read(Good).Document!).Document!;

        line.On(new DateOnly(2023, 12, 31)).Should().BeNull();
        line.On(new DateOnly(2025, 6, 30))!.Value.Should().Be(8000);
        line.On(new DateOnly(2025, 7, 1)).Should().Be(new DatedEntry(new DateOnly(2025, 7, 1), 8400, "乙"));
    }

    [Fact]
    public void Depth_beyond_the_limit_is_refused()
    {
        var deep = new string('[', 5000) + new string(']', 5000);

        PackReader.Read(deep).Document.Should().BeNull();
        PackReader.Read(new string(' ', SourceTree.LongestText + 1)).Diagnostics.Single().Code.Should().Be(DefinitionCodes.TooLarge);
    }
}
