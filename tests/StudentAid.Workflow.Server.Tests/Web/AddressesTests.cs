using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What every walk holds the addresses to that its window asks for.</summary>
public sealed class AddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1/api/cases?text=%E8%B5%B5%E4%B8%80", true)]
    [InlineData("http://127.0.0.1/cases/赵子墨", true)]
    [InlineData("http://127.0.0.1/api/people?number=999999201705010014", true)]
    [InlineData("http://127.0.0.1/api/people/99999920170501001X", true)]
    [InlineData("http://127.0.0.1/api/cases/0123456789abcdefghjkmnpqrs?unit=%2Feducation%2F14901%2F", false)]
    [InlineData("http://127.0.0.1/api/statistics?schoolYear=2025%E2%80%942026", false)]
    [InlineData("http://127.0.0.1/api/lists?unit=%2Fs%2F&batch=%E7%AC%AC%E4%B8%80%E6%89%B9&dataDate=2026-09-01", false)]
    [InlineData("http://127.0.0.1/api/rounds/0123456789abcdefghjkmnpqrs/payments/%E7%AC%AC%E4%B8%80%E6%89%B9/withdraw?dryRun=true", false)]
    [InlineData("http://127.0.0.1/api/lists?batch=1&text=%E8%B5%B5%E4%B8%80", true)]
    [InlineData("data:text/plain,赵子墨", false)]
    public void A_name_or_an_ID_number_in_an_address_is_found_as_it_was_written_or_escaped(string url, bool found) => Window.TellsOfSomebody(url).Should().Be(found);
}
