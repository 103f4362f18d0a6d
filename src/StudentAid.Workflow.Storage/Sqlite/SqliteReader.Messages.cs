using System.Data;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    private const string MessageSql =
        """
        select m.id, s.id, m.target, m.name, m.body, m.expects, m.not_before, m.state, m.code, (select text from word where key = s.place)
        from message m join stream s on s.key = m.source
        """;

    // Of one target the first that is due; the inner look-up stops at the first row of its index.
    private const string FirstOfTarget =
        """
        not exists (select 1 from message p where p.state = 0 and p.target is not null and p.target = m.target and p.position < m.position and p.not_before <= @now)
        """;

    public async Task<IReadOnlyList<MessageRow>> PendingMessagesAsync(Scope scope, DateTimeOffset now, int limit, MessageFilter? filter = null)
    {
        var conditions = new Conditions().Add("m.state = 0").Add("m.not_before <= @now", "now", now.ToUnixTimeMilliseconds()).Add(FirstOfTarget).Scope("+s.place", scope);
        Named(conditions, filter);
        return await Query($"{MessageSql}{conditions.Where} order by m.position limit {limit}", conditions, Message);
    }

    public async Task<DateTimeOffset?> NextMessageAsync(Scope scope, MessageFilter? filter = null)
    {
        var conditions = new Conditions().Add("m.state = 0").Scope("+s.place", scope);
        Named(conditions, filter);
        return (await First($"{MessageSql}{conditions.Where} order by m.not_before limit 1", conditions, Message))?.Message.NotBefore;
    }

    public async Task<IReadOnlyList<MessageRow>> RefusedMessagesAsync(Scope scope, int limit)
    {
        var conditions = new Conditions().Add("m.state = 2").Scope("+s.place", scope);
        return await Query($"{MessageSql}{conditions.Where} order by m.position desc limit {limit}", conditions, Message);
    }

    public async Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(Scope scope, Id receiver, int limit)
    {
        var conditions = new Conditions().Add("d.receiver = (select key from identity where id = @receiver)", "receiver", receiver.ToBytes()).Scope("+d.place", scope);
        var sql =
            $"""
            select d.id, (select text from word where key = d.topic), d.about, s.id, d.seq, (select text from word where key = d.place), d.at
            from delivery d join stream s on s.key = d.stream{conditions.Where} order by d.position limit {limit}
            """;
        return await Query(sql, conditions, row => new DeliveryRow(IdAt(row, 0), receiver, row.GetString(1), row.GetString(2), IdAt(row, 3), row.GetInt64(4), row.GetString(5), InstantAt(row, 6)));
    }

    public async Task<IReadOnlyDictionary<Id, int>> DeliveryCountsAsync(Scope scope, IReadOnlyCollection<Id> receivers, int most)
    {
        var conditions = new Conditions().Add("d.receiver = i.key", "receivers", receivers.Select(r => r.ToBytes()).ToArray()).Scope("+d.place", scope);
        var sql = $"select i.id, (select count(*) from (select 1 from delivery d{conditions.Where} limit {most})) from identity i where i.id in @receivers";
        return (await Query(sql, conditions, row => KeyValuePair.Create(IdAt(row, 0), row.GetInt32(1)))).ToDictionary();
    }

    public async Task<IReadOnlyList<Id>> ReceiversAsync(Scope scope)
    {
        var conditions = new Conditions().Add("d.receiver = w.receiver").Scope("+d.place", scope);
        var sql =
            $"""
            with recursive w (receiver) as (
                select min(receiver) from delivery
                union all
                select (select min(receiver) from delivery where receiver > w.receiver) from w where w.receiver is not null)
            select i.id from w join identity i on i.key = w.receiver where exists (select 1 from delivery d{conditions.Where})
            """;
        return await Query(sql, conditions, row => IdAt(row, 0));
    }

    public Task<MessageRow?> MessageAsync(Scope scope, Id message)
    {
        var conditions = new Conditions().Add("m.id = @id", "id", message.ToBytes()).Scope("+s.place", scope);
        return First(MessageSql + conditions.Where, conditions, Message);
    }

    private static void Named(Conditions conditions, MessageFilter? filter)
    {
        if (filter is not null)
            conditions.Add(filter.Others ? "m.name <> @name" : "m.name = @name", "name", filter.Name);
    }

    private MessageRow Message(IDataRecord row)
    {
        var message = new Message
        {
            Id = IdAt(row, 0), Source = IdAt(row, 1), Target = IdAt(row, 2), Name = row.GetString(3),
            Body = _vault?.OpenBody(IdAt(row, 0), ValueAt(row, 4)) ?? ValueAt(row, 4),
            Expects = ListAt(row, 5), NotBefore = InstantAt(row, 6),
        };
        return new MessageRow(message, (MessageState)row.GetInt32(7), TextAt(row, 8), row.GetString(9));
    }
}
