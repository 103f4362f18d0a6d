using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// Rows of lists, found by ID number, by head of household, by name and birth, and by name and a piece of the number: numbers that differ in at most
/// n characters agree in at least one of n + 1 pieces. Built in one pass; finding costs what is found.
/// </summary>
public sealed class MatchIndex
{
    private readonly ILookup<string, ListRow> byId;
    private readonly ILookup<string, ListRow> byHead;
    private readonly ILookup<(string Name, DateOnly Birth), ListRow> byBirth;
    private readonly ILookup<(string Name, int Piece, string Text), ListRow> byPiece;

    private MatchIndex(ImmutableArray<ListRow> rows, MatchingRules rules, SpecialGroups groups)
    {
        Rules = rules;
        Groups = groups;
        var named = rows.Select(row => (Row: row, Name: PersonName.Normalise(row.Name))).ToList();
        byId = rows.Where(r => r.Id.Candidate.Length == IdNumber.Length).ToLookup(r => r.Id.Candidate, StringComparer.Ordinal);
        byHead = rows.Where(r => r.HeadId is not null).ToLookup(r => r.HeadId!.Digits, StringComparer.Ordinal);
        byBirth = named.Where(x => x.Row.Birth is not null).ToLookup(x => (x.Name, x.Row.Birth!.Value), x => x.Row);
        byPiece = named.SelectMany(x => Pieces(x.Row.Id.Candidate).Select(p => (x.Row, Key: (x.Name, p.Index, p.Text)))).ToLookup(x => x.Key, x => x.Row);
    }

    public MatchingRules Rules { get; }

    public SpecialGroups Groups { get; }

    /// <summary>Rows of a category that the school's special groups do not have are left out: a list of a unit above may hold more than counts here.</summary>
    public static MatchIndex Of(IEnumerable<ListRow> rows, MatchingRules rules, SpecialGroups groups) =>
        new([.. rows.Where(r => groups.Category(r.Category) is not null)], rules, groups);

    /// <summary>Every row that may concern the person, each once; the matcher judges.</summary>
    internal IEnumerable<ListRow> Candidates(MatchPerson person)
    {
        var name = PersonName.Normalise(person.Name);
        IEnumerable<ListRow> found = [];
        if (person.IdNumber is { } id)
            found = byId[id.Digits].Concat(Pieces(id.Digits).SelectMany(p => byPiece[(name, p.Index, p.Text)]));
        if (person.Birth is { } birth)
            found = found.Concat(byBirth[(name, birth)]);
        if (Rules.Household)
            found = found.Concat(person.Household.Where(m => m.IdNumber is not null).SelectMany(m => byId[m.IdNumber!.Digits].Concat(byHead[m.IdNumber.Digits])));
        return found.Distinct(ReferenceEqualityComparer.Instance).Cast<ListRow>();
    }

    private IEnumerable<(int Index, string Text)> Pieces(string candidate)
    {
        var count = Rules.IdDistance + 1;
        if (candidate.Length != IdNumber.Length || Rules.IdDistance == 0)
            yield break;
        for (var i = 0; i < count; i++)
        {
            var from = IdNumber.Length * i / count;
            yield return (i, candidate[from..(IdNumber.Length * (i + 1) / count)]);
        }
    }
}
