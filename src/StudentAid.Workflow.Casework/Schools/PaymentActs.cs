using System.Security.Cryptography;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What the bank says was paid: <c>table</c> is its table, header and rows, read as an uploaded one is.</summary>
internal sealed class PaymentActs(LiveSchool school)
{
    public Task<Rejection?> DoAsync(Doing doing) => doing.Verb switch
    {
        "record" => RecordAsync(doing),
        "withdraw" => WithdrawAsync(doing),
        _ => Task.FromResult<Rejection?>(SchoolCodes.UnknownAct.With(("do", doing.Step.Do))),
    };

    private async Task<Rejection?> RecordAsync(Doing doing)
    {
        var with = doing.Step.With;
        var paidOn = with["paidOn"].AsDay() ?? school.Host.Clock.Today;
        if (BytesOf(with["table"]) is not { } bytes)
            return TableCodes.Empty;
        var (table, refused) = await school.Host.Payments.ReadAsync(bytes, school.Document.School, paidOn, default);
        if ((refused ?? table?.Wrong()) is { } wrong)
            return wrong;
        return (await school.Host.Mediator.Send(new RecordPayments(
            school.IdOf(doing.Round), with["batch"].AsText() ?? "", paidOn, Convert.ToHexStringLower(SHA256.HashData(bytes)), table!.Rows) { Principal = doing.Who, Key = school.NextKey() })).Rejected;
    }

    /// <summary>The table as a file; null where it has no header.</summary>
    internal static byte[]? BytesOf(Value table)
    {
        List<List<string>> cells = [.. table.Items.Select(r => r.Items.Select(c => c.AsText() ?? $"{c.AsNumber()}").ToList())];
        return cells.Count == 0 ? null : TableWriter.Csv(cells[0], cells.Skip(1));
    }

    private async Task<Rejection?> WithdrawAsync(Doing doing) => (await school.Host.Mediator.Send(new WithdrawPayments(
        school.IdOf(doing.Round), doing.Step.With["batch"].AsText() ?? "", doing.Step.With["reason"].AsText() ?? "") { Principal = doing.Who, Key = school.NextKey() })).Rejected;
}
