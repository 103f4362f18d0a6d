using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Theory]
    [InlineData("school-2026-0042", "school-2026-0042")]
    [InlineData("SCHOOL-2026-0042", "school-2026-0042")]
    [InlineData("school-2026-004", "school-2026-0042 school-2026-0043")]
    [InlineData("school-2026-01", "school-2026-0100")]
    [InlineData("school-2026-1", "school-2026-1000 school-2026-10420")]
    [InlineData("school-2026-1042", "school-2026-10420")]
    [InlineData("school-2026-10420", "school-2026-10420")]
    [InlineData("school-2026-", "school-2026-0042 school-2026-0043 school-2026-0100 school-2026-1000 school-2026-10420 school-2026-2027-0001")]
    [InlineData("school-2026-2", "school-2026-2027-0001")]
    [InlineData("school-2026-2027-0001", "school-2026-2027-0001")]
    [InlineData("school-20262", "school-20262-0001")]
    [InlineData("scho-", "")]
    [InlineData("school-2026-0042x", "")]
    [InlineData("school-2026-00042", "")]
    [InlineData("school-2026-99999999999999999999", "")]
    [InlineData("chool-2026", "")]
    [InlineData("school_2026-0042", "")]
    [InlineData("school-%", "")]
    [InlineData("", "")]
    public async Task A_stream_is_found_by_its_number_or_what_that_begins_with(string typed, string found)
    {
        await NumberAsync(new("school-2026", 42), new("school-2026", 10420), new("school-2026", 1000), new("school-2026", 43), new("school-2026", 100));
        await NumberAsync(new("school-2026-2027", 1), new("school-20262", 1));

        string.Join(' ', (await Store.Reader.NumberedAsync(Scope.All, typed, 20)).Select(r => r.Serial)).Should().Be(found);
    }

    [Fact]
    public async Task A_number_stays_with_its_stream_wherever_that_goes()
    {
        await NumberAsync(new Serial("school-2026", 1), new Serial("school-2026", 2));
        await Store.TakeAsync(Step(Numbered(new("school-2026", 1)), 1) with { OrgPath = OtherSchool, Status = "finished" });

        var found = (await Store.Reader.NumberedAsync(Scope.Of(OtherSchool), "school-2026-", 20)).Single();

        found.Should().Be(new NumberedRow((await Store.Reader.StreamAsync(Scope.All, found.Stream.Id))!, new("school-2026", 1)));
        (await Store.Reader.NumberedAsync(Scope.Of(School), "school-2026-", 20)).Single().Serial.Number.Should().Be(2);
        (await Store.Reader.NumberedAsync(Scope.All, "school-2026-", 1)).Single().Serial.Number.Should().Be(1);
    }

    private static Id Numbered(Serial serial) => Id.Of("numbered", serial.ToString());

    private Task NumberAsync(params Serial[] serials) => Store.TakeAsync([.. serials.Select(s => Step(Numbered(s), 0) with { Serial = s })]);
}
