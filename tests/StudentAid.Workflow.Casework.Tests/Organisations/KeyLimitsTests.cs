using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

/// <summary>What a key leaves of its holder's rights, on which days a grant is held, and who answers for a key.</summary>
public sealed class KeyLimitsTests
{
    private static readonly Id Child = Id.Of("child");
    private static readonly Principal Holder = new(Id.Of("holder"), "接口", [new Grant("aid-office", "/p/s/"), new Grant("authority", "/p/"), new Grant("class-teacher", "/p/t/c/")])
    {
        Persons = [Child], Supervises = [new Supervision(new Grant("authority", "/p/"), "/q/u/"), new Supervision(new Grant("authority", "/p/"), "/p/s/")],
    };

    [Theory]
    [InlineData("cases:read", "cases", true, true)]
    [InlineData("cases:read", "cases", false, false)]
    [InlineData("cases:write", "cases", false, true)]
    [InlineData("cases:write", "cases", true, false)]
    [InlineData("cases:*", "cases", true, true)]
    [InlineData("cases:*", "cases", false, true)]
    [InlineData("cases:*", "tasks", true, false)]
    [InlineData("*:read", "tasks", true, true)]
    [InlineData("*:read", "tasks", false, false)]
    [InlineData("cases", "cases", true, false)]
    [InlineData("cases:read:write", "cases", true, false)]
    public void An_operation_is_allowed_by_its_noun_and_whether_it_reads(string operation, string noun, bool reads, bool allowed)
    {
        (KeyLimits.None with { Operations = [operation] }).Allows(noun, reads).Should().Be(allowed);
        (KeyLimits.None with { Operations = ["views:write", operation] }).Allows(noun, reads).Should().Be(allowed, "one is enough");
        KeyLimits.None.Allows(noun, reads).Should().BeTrue("none is all");
    }

    [Fact]
    public void Within_its_units_a_key_has_its_holder_s_roles_and_no_family_s()
    {
        KeyLimits.None.Narrow(Holder).Should().BeSameAs(Holder);
        var narrow = (KeyLimits.None with { Units = ["/p/s/"] }).Narrow(Holder);
        narrow.Grants.Should().Equal(new Grant("aid-office", "/p/s/"), new Grant("authority", "/p/s/"));
        narrow.Supervises.Select(s => s.Unit).Should().Equal("/p/s/");
        narrow.Persons.Should().BeEmpty();
        narrow.MustWithdrawFrom(Child).Should().BeTrue("the child stays his");
        (KeyLimits.None with { Units = ["/p/t/"] }).Narrow(Holder).Grants.Should().Equal(new Grant("authority", "/p/t/"), new Grant("class-teacher", "/p/t/c/"));
        (KeyLimits.None with { Units = ["/q/"] }).Narrow(Holder).Supervises.Select(s => s.Unit).Should().Equal("/q/u/");
        (KeyLimits.None with { Units = ["/q/u/v/"] }).Narrow(Holder).Supervises.Select(s => s.Unit).Should().Equal("/q/u/v/");
        (KeyLimits.None with { Units = ["/p/t/", "/p/t/c/"] }).Narrow(Holder).Grants.Should().OnlyHaveUniqueItems();
        (KeyLimits.None with { Units = ["/p/s/", "/p/s/"] }).Narrow(Holder).Supervises.Should().OnlyHaveUniqueItems();
        (KeyLimits.None with { Units = ["/p/s/"] }).Narrow(narrow with { Whole = Holder }).Whole.Should().BeSameAs(Holder);
    }

    [Fact]
    public void Limits_are_written_as_they_are_read_and_told_apart_by_each_part()
    {
        var limits = new KeyLimits(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000), ["cases:read"], ["/p/s/"], 60);
        KeyLimits.From(limits.ToValue()).Should().Be(limits);
        KeyLimits.From(limits.ToValue()).GetHashCode().Should().Be(limits.GetHashCode());
        KeyLimits.From(KeyLimits.None.ToValue()).Should().Be(KeyLimits.None);
        KeyLimits.From(Value.Null).Should().BeSameAs(KeyLimits.None);
        KeyLimits[] others = [limits with { Ends = null }, limits with { Operations = [] }, limits with { Units = [] }, limits with { PerMinute = 0 }];
        others.Should().NotContain(limits).And.OnlyHaveUniqueItems();
        limits.Equals(null).Should().BeFalse();
    }

    [Theory]
    [InlineData("2026-08-31", false)]
    [InlineData("2026-09-01", true)]
    [InlineData("2026-09-30", true)]
    [InlineData("2026-10-01", false)]
    public void A_grant_is_held_from_its_first_to_its_last_day(string day, bool held)
    {
        var term = new GrantTerm("aid-office", "/p/s/", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30));
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        term.Holds(on).Should().Be(held);
        (term with { From = null, Until = null }).Holds(on).Should().BeTrue();
        GrantTerm.Read(term.ToValue()).Should().Be(term);
        GrantTerm.Read((term with { From = null }).ToValue()).Should().Be(term with { From = null });
        GrantTerm.Read((term with { Until = null }).ToValue()).Should().Be(term with { Until = null });
        var kept = Value.Record(("grants", Value.List(term.ToValue(), new GrantTerm("class-teacher", "/p/s/c/").ToValue(), new GrantTerm("class-teacher", "/p/s/c/", From: new DateOnly(2026, 1, 1)).ToValue())));
        GrantTerm.HeldOn(kept, on).Should().Equal(held ? [term.Grant, new Grant("class-teacher", "/p/s/c/")] : [new Grant("class-teacher", "/p/s/c/")]);
    }

    [Fact]
    public void Who_gave_a_key_out_answers_for_what_is_proposed_with_it()
    {
        var giver = Id.Of("giver");
        Holder.Proposer.Should().Be(Holder.Id);
        (Holder with { KeyFrom = giver }).Proposer.Should().Be(giver);
        string? Kept(Principal by) => new PutApiKey("/p/s/", Id.Of("key"), Id.Of("program"), "x", "h") { Principal = by, Key = "k" }.Content()["by"].AsText();
        Kept(Holder).Should().Be(Holder.Id.ToString());
        Kept(Holder with { KeyFrom = giver }).Should().Be(giver.ToString());
        Kept(Holder with { IsMachine = true, KeyFrom = giver }).Should().Be(giver.ToString());
        Kept(Holder with { IsMachine = true }).Should().BeNull("no person stands behind it");
        Kept(Principal.System).Should().BeNull();
    }

    [Fact]
    public async Task A_key_goes_to_a_program_or_to_oneself_within_the_units_that_one_sets_up()
    {
        var host = await SchoolHost.EmptyAsync();
        var (admin, colleague, program, above) = (Id.Of("admin"), Id.Of("colleague"), Id.Of("program"), Id.Of("above"));
        foreach (var (id, kind, unit) in ((Id, string, string)[])[(admin, "person", SchoolHost.School), (colleague, "person", SchoolHost.School), (program, "machine", SchoolHost.School), (above, "machine", "/")])
            (await host.SendAsync(new PutPrincipal(unit, id, "赵" + kind, kind, [new Grant("administrator", unit)], []) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        var person = new Principal(admin, "赵", [new Grant("administrator", SchoolHost.School)]);

        async Task<(string? Code, string? Told)> GiveAsync(Principal by, Id holder, string unit = SchoolHost.School, string hash = "aa", KeyLimits? limits = null)
        {
            var refused = (await host.SendAsync(new PutApiKey(unit, Id.Of("key", holder.ToString()), holder, "t", hash, limits) { Principal = by, Key = "" })).Rejected;
            return (refused?.Code.Id, refused is null ? null : string.Join(' ', refused.Arguments.OrderBy(a => a.Key).Select(a => $"{a.Key}={a.Value}")));
        }

        (await GiveAsync(person, program)).Code.Should().BeNull();
        (await GiveAsync(person, admin)).Code.Should().BeNull("his own");
        (await GiveAsync(person, colleague)).Should().Be(("key-of-another", "holder=赵person"));
        (await GiveAsync(person, colleague, hash: "")).Code.Should().BeNull("to take it back is no giving");
        (await GiveAsync(person with { IsMachine = true, KeyFrom = admin }, admin)).Code.Should().BeNull("by a key of his own it is he");
        (await GiveAsync(person with { Id = program, IsMachine = true, KeyFrom = admin }, colleague)).Code.Should().Be("key-of-another");
        (await GiveAsync(person with { Id = program, IsMachine = true }, colleague)).Code.Should().BeNull("no person stands behind what the product was set up with");
        (await GiveAsync(Principal.System, colleague)).Code.Should().BeNull();
        (await GiveAsync(person, above)).Code.Should().Be("account-unknown", "whose rights are above his own");
        (await GiveAsync(person, Id.Of("nobody"))).Code.Should().Be("account-unknown");
        (await GiveAsync(person, program, "/")).Code.Should().Be("not-yours");
        (await GiveAsync(person, program, limits: KeyLimits.None with { Units = [SchoolHost.ClassA] })).Code.Should().BeNull();
        (await GiveAsync(person, program, limits: KeyLimits.None with { Units = [SchoolHost.Province] })).Should().Be(("grant-outside", $"path={SchoolHost.Province} unit={SchoolHost.School}"));
        (await GiveAsync(person, program, limits: KeyLimits.None with { Units = [SchoolHost.School + "class"] })).Code.Should().Be("grant-outside", "that is no unit's path");
    }

    [Fact]
    public void A_key_of_which_a_person_says_no_end_lasts_a_year_and_sent_again_later_it_is_the_same_act()
    {
        var now = new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero);
        PutApiKey Key(Principal by, KeyLimits? limits = null, string hash = "aa") => new("/p/s/", Id.Of("key"), Id.Of("program"), "x", hash, limits) { Principal = by, Key = "k" };
        KeyLimits Kept(PutApiKey key) => KeyLimits.From(key.KeptAt(now)["limits"]);
        Kept(Key(Holder)).Should().Be(KeyLimits.None with { Ends = now.AddYears(1) });
        Kept(Key(Holder, KeyLimits.None with { PerMinute = 5 })).Should().Be(KeyLimits.None with { PerMinute = 5, Ends = now.AddYears(1) });
        Kept(Key(Holder with { IsMachine = true, KeyFrom = Holder.Id })).Ends.Should().Be(now.AddYears(1), "behind that machine stands a person");
        Kept(Key(Holder, KeyLimits.None with { Ends = now.AddDays(3) })).Ends.Should().Be(now.AddDays(3), "it was said");
        Kept(Key(Holder, hash: "")).Should().Be(KeyLimits.None, "it is taken back");
        Kept(Key(Holder with { IsMachine = true })).Should().Be(KeyLimits.None, "the product was set up with it");
        Key(Holder).Body.Should().Be(Key(Holder, KeyLimits.None).Body);
        Key(Holder).Content()["limits"].IsNull.Should().BeTrue("the end is not part of what was asked");
    }

    [Fact]
    public async Task A_key_ends_within_three_years_whoever_gives_it_out()
    {
        var host = await SchoolHost.EmptyAsync();
        var program = Id.Of("program");
        await host.SendAsync(new PutPrincipal(SchoolHost.School, program, "接口", "machine", [new Grant("administrator", SchoolHost.School)], []) { Principal = Principal.System, Key = "" });
        var longest = host.Now.AddYears(3);
        async Task<string?> GiveAsync(DateTimeOffset ends, string hash = "aa") =>
            (await host.SendAsync(new PutApiKey(SchoolHost.School, Id.Of("key"), program, "t", hash, KeyLimits.None with { Ends = ends }) { Principal = Principal.System, Key = "" })).Rejected?.Code.Id;

        (await GiveAsync(longest)).Should().BeNull();
        (await GiveAsync(longest.AddMilliseconds(1))).Should().Be("key-too-long");
        (await GiveAsync(longest.AddYears(9), hash: "")).Should().BeNull("to take it back is always possible");
    }

    [Fact]
    public void A_key_s_document_names_holder_and_limits_and_sent_again_with_another_secret_it_is_the_same_act()
    {
        var limits = KeyLimits.None with { PerMinute = 5 };
        PutApiKey Key(string hash, KeyLimits? with = null) => new("/p/s/", Id.Of("key"), Id.Of("program"), "接口", hash, with) { Principal = Principal.System, Key = "k" };
        Key("aa").Content().Should().Be(Value.Record(("holder", Id.Of("program").ToString()), ("name", "接口"), ("hash", "aa")));
        Key("aa", limits).Content()["limits"].Should().Be(limits.ToValue());
        Key("aa", KeyLimits.None).Content()["limits"].IsNull.Should().BeTrue();
        Key("aa").Body.Should().Be(Key("bb").Body);
        Key("aa").Body.Should().NotBe(Key("").Body, "to take a key back is another act");
        Key("aa").Body.Should().NotBe(Key("aa", limits).Body);
        Key("aa").Body.Items[2].Should().Be(Value.Of(true));
    }
}
