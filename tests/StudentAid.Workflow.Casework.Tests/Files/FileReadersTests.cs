using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Files;

/// <summary>Who may see a kept file: of a person's the family and the school's own staff, of a unit's its staff and those above that do not merely oversee it.</summary>
public sealed class FileReadersTests
{
    /// <summary>A person's file is for the school's own staff above his class; a unit's for staff of it and above, and oversight keeps the files of its own unit alone.</summary>
    [Theory]
    [InlineData("class-teacher", SchoolHost.ClassA, "", "")]
    [InlineData("aid-office", SchoolHost.School, "", "")]
    [InlineData("aid-office", SchoolHost.Province, "file-not-yours", "")]
    [InlineData("class-teacher", SchoolHost.ClassB, "not-found", "not-found")]
    [InlineData("authority", SchoolHost.ClassA, "file-not-yours", "")]
    [InlineData("authority", SchoolHost.School, "file-not-yours", "not-found")]
    [InlineData("authority", SchoolHost.Province, "file-not-yours", "not-found")]
    [InlineData("student-representative", SchoolHost.ClassA, "not-found", "not-found")]
    public async Task A_file_of_a_student_of_a_class_and_one_of_the_class_are_for_staff_and_oversight_is_shown_no_family_s(string role, string unit, string ofPerson, string ofUnit)
    {
        var host = await SchoolHost.ReadyAsync();
        var reader = Of(new Grant(role, unit));
        (await RefusedAsync(host, reader, await OneAsync(host), "")).Should().Be(ofPerson);
        (await RefusedAsync(host, reader, null, SchoolHost.ClassA)).Should().Be(ofUnit);
    }

    [Fact]
    public async Task A_person_s_file_is_for_himself_his_guardian_and_the_system_and_for_no_other_family()
    {
        var host = await SchoolHost.ReadyAsync();
        var one = await OneAsync(host);
        (await RefusedAsync(host, Of() with { Persons = [one.Id] }, one, "")).Should().BeEmpty();
        (await RefusedAsync(host, Principal.System, one, "")).Should().BeEmpty();
        (await RefusedAsync(host, Of() with { Persons = [Id.Of("other")] }, one, "")).Should().Be("not-found");
        (await RefusedAsync(host, Of(new Grant("authority", SchoolHost.Province)) with { Persons = [one.Id] }, one, "")).Should().BeEmpty("of his own child he is told all");
    }

    private static async Task<PersonRecord> OneAsync(SchoolHost host) => (await host.PeopleAsync()).Single(p => p.Name == "周雨禾");

    private static async Task<string> RefusedAsync(SchoolHost host, Principal principal, PersonRecord? person, string unit) =>
        (await host.Get<FileReaders>().RefuseAsync(principal, person, unit, default))?.Code.Id ?? "";

    private static Principal Of(params ImmutableArray<Grant> grants) => new(Id.Of("somebody"), "某人", grants);
}
