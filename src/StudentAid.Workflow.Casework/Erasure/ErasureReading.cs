using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>
/// What an erasure touches and what it leaves: the person's cases, files and accounts, whose content goes; the providers' lists that hold his ID number and the lists that
/// he stood on, whose minutes are the body's and may name him, which stay until they are removed themselves.
/// </summary>
public sealed record ErasureLook(
    string Place, bool Erased, int Cases, int OpenCases, int Files, ImmutableArray<Id> Accounts, ImmutableArray<string> ProviderLists, int Lists);

/// <summary>The look before an erasure, and the second one after it.</summary>
public sealed class ErasureReading(IStoreReader reader, Organisations.Directory directory)
{
    /// <summary>Null where there is no such person.</summary>
    public async Task<ErasureLook?> LookAsync(Id person)
    {
        if (await directory.PersonAsync(person) is not { } found)
            return null;
        var streams = (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person, Practice = true }, PageRequest.Everything)).Items;
        var cases = streams.Where(s => s.Kind == InstanceSteps.Kind).ToList();
        var lists = new HashSet<Id>();
        foreach (var round in cases.Select(c => c.Group).Distinct())
        {
            foreach (var list in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = Rosters.RosterState.Kind, Practice = true }, PageRequest.Everything)).Items)
            {
                var entries = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = list.Id }, PageRequest.Everything);
                if (entries.Items.Any(e => e.Stream.Subject == person))
                    lists.Add(list.Id);
            }
        }

        var files = await reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document));
        var accounts = (await directory.PrincipalsAsync(Scope.All, "/")).Where(p => p.Persons.Length == 1 && p.Persons[0] == person && p.Grants.IsEmpty);
        return new ErasureLook(
            found.Place, found.IsErased, cases.Count, cases.Count(c => c.At.Length > 0), files.Count(f => f.Content["person"].AsText() == person.ToString()),
            [.. accounts.Select(a => a.Id)], await ProviderListsAsync(found.Facts["idNumber"].AsText()), lists.Count);
    }

    private async Task<ImmutableArray<string>> ProviderListsAsync(string? number)
    {
        if (string.IsNullOrEmpty(number))
            return [];
        var pieces = await reader.DocumentsAsync(Scope.All, new DocumentFilter(LoadProviderListHandler.Document));
        return [.. pieces.Where(p => p.Content["rows"].Items.Any(r => string.Equals(r["number"].AsText(), number, StringComparison.OrdinalIgnoreCase)))
            .Select(p => p.Content["batch"].AsText() ?? p.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
