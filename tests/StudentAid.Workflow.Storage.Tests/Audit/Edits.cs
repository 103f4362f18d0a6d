using Dapper;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Audit;

/// <summary>What a check must say of an edit: that it is found (and where, if that is one row), or how many events are not sealed after it.</summary>
internal sealed record Expected(string What, bool Found, long Unsealed, Id? Stream = null, long Seq = 0);

/// <summary>One random edit.</summary>
internal sealed class Edits(TamperedFile file, Random random)
{
    private static readonly string[] Fields =
        ["data = cast(data || x'20' as blob)", "data = x'5b5d'", "sealed = x'00'", "body_hash = body_hash + 1", "at = at - 60000", "at = 9000000000000000000", "actor = actor % 3 + 1000", "operation = randomblob(16)", "hash = randomblob(32)"];

    private static readonly string[] ChainFields = ["content = cast(content || content as blob)", "content = randomblob(length(content))", "total = total + 1", "upto = upto + 1", "at = at + 1", "hash = randomblob(32)"];

    public Expected Some() => random.Next(10) switch
    {
        0 or 1 => Change(),
        2 => Rewrite(),
        3 => Delete(),
        4 => TruncateStream(),
        5 => random.Next(2) == 0 ? SwapInStream() : SwapAcross(),
        6 => TruncateAll(),
        7 => ChangeChain(),
        8 => random.Next(2) == 0 ? DeleteStream() : MarkPractice(),
        _ => DeleteChainRow(),
    };

    private Expected Change()
    {
        var (row, field) = (Any(), Fields[random.Next(Fields.Length)]);
        Run($"update event set {field} where position = @Position", row);
        // An unreadable instant is found as such: at the same row.
        return new Expected($"{field} at {row}", true, 0, row.Stream, row.Seq);
    }

    private Expected Rewrite()
    {
        var row = Any();
        Run("update event set data = x'5b225265776f726b65645d' where position = @Position", row);
        file.Rehash(row.Key, row.Seq);
        return row.Sealed ? new Expected($"rewrite from {row}", true, 0, row.Stream, row.Seq) : new Expected($"rewrite from {row}", NextSealed(row), file.Unsealed);
    }

    private Expected Delete()
    {
        var row = Any();
        Run("delete from event where position = @Position", row);
        return new Expected($"delete {row}", true, 0, row.Stream, row.Seq);
    }

    private Expected TruncateStream()
    {
        var row = Any();
        var gone = file.Rows.Where(r => r.Key == row.Key && r.Seq >= row.Seq).ToList();
        Run("delete from event where stream = @Key and seq >= @Seq", row);
        if (row.Seq == 1)
            Run("delete from stream where key = @Key", row);
        else
            Run("update stream set version = @Seq - 1 where key = @Key", row);
        return Less($"truncate at {row}", gone);
    }

    private Expected SwapInStream()
    {
        var one = Any();
        var others = file.Rows.Where(r => r.Key == one.Key && r.Seq != one.Seq).ToList();
        if (others.Count == 0)
            return Delete();
        var other = others[random.Next(others.Count)];
        Swap(one, other);
        return new Expected($"swap {one} and {other}", true, 0, one.Stream, Math.Min(one.Seq, other.Seq));
    }

    private Expected SwapAcross()
    {
        var (one, other) = (Any(), Any());
        if (one.Key == other.Key)
            return Change();
        Swap(one, other);
        return new Expected($"swap {one} and {other}", true, 0);
    }

    /// <summary>An older state of the whole file, chains too.</summary>
    private Expected TruncateAll()
    {
        var last = file.Rows[random.Next(file.Rows.Count)];
        var gone = file.Rows.Where(r => r.Position > last.Position).ToList();
        Run("delete from event where position > @Position", last);
        Run("delete from chain where upto > @Position", last);
        Run("delete from stream where not exists (select 1 from event where stream = key)", last);
        Run("update stream set version = (select max(seq) from event where stream = key)", last);
        var upto = file.Connection.ExecuteScalar<long?>("select max(upto) from chain") ?? 0;
        return new Expected($"all after {last}", gone.Any(r => r.BelowHead), file.Rows.Count(r => !r.Practice && r.Position > upto && r.Position <= last.Position));
    }

    private Expected ChangeChain()
    {
        var (key, place) = ChainRow();
        var again = random.Next(2) == 0;
        var field = ChainFields[again ? random.Next(2) : random.Next(ChainFields.Length)];
        file.Connection.Execute($"update chain set {field} where key = @key", new { key });
        if (again)
            file.RehashChain(place);
        return new Expected($"chain row {key}: {field}{(again ? ", and all hashes" : "")}", true, 0);
    }

    private Expected DeleteChainRow()
    {
        var (key, place) = ChainRow();
        var (n, last) = file.Connection.QuerySingle<(long, long)>("select n, (select max(n) from chain where place = @place) from chain where key = @key", new { key, place });
        var content = file.Connection.ExecuteScalar<byte[]>("select content from chain where key = @key", new { key })!;
        var entries = new Storage.Audit.ChainRow(place, n, 0, 0, 0, content, default).Entries().ToList();
        file.Connection.Execute("delete from chain where key = @key", new { key });
        var below = file.Rows.Any(r => r.BelowHead && entries.Any(e => e.Stream == r.Stream && e.Seq == r.Seq));
        return new Expected($"without chain row {n} of {place}", n < last || below, file.Unsealed + entries.Count);
    }

    private Expected DeleteStream()
    {
        var row = Any();
        Run("delete from event where stream = @Key", row);
        Run("delete from stream where key = @Key", row);
        return Less($"without the stream of {row}", file.Rows.Where(r => r.Key == row.Key).ToList());
    }

    private Expected MarkPractice()
    {
        var row = Any();
        Run("update stream set practice = 1 where key = @Key", row);
        return Less($"practice: {row}", row.Practice ? [] : file.Rows.Where(r => r.Key == row.Key).ToList());
    }

    private static Expected LessOf(string what, bool found, long unsealed) => new(what, found, unsealed);

    private Expected Less(string what, List<Row> gone) => LessOf(what, gone.Any(r => r.Sealed), file.Unsealed - gone.Count(r => !r.Practice));

    private bool NextSealed(Row row) => file.Rows.Any(r => r.Key == row.Key && r.Seq > row.Seq && r.Sealed);

    private void Swap(Row one, Row other)
    {
        Run("update event set seq = 1000000 where position = @Position", one);
        file.Connection.Execute("update event set stream = @Key, seq = @Seq where position = @at", new { one.Key, one.Seq, at = other.Position });
        file.Connection.Execute("update event set stream = @Key, seq = @Seq where position = @at", new { other.Key, other.Seq, at = one.Position });
    }

    private (long Key, string Place) ChainRow()
    {
        var rows = file.Connection.Query<(long Key, string Place)>("select key, place from chain order by key").AsList();
        return rows[random.Next(rows.Count)];
    }

    private Row Any() => file.Rows[random.Next(file.Rows.Count)];

    private void Run(string sql, Row row) => file.Connection.Execute(sql, new { row.Position, row.Key, row.Seq });
}
