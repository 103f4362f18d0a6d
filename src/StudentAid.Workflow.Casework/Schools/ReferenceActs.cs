using System.Security.Cryptography;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.ReferenceLevels;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What an outside system says of the round's students: <c>table</c> is its table, header and rows, read as an uploaded one is.</summary>
internal sealed class ReferenceActs(LiveSchool school)
{
    public async Task<Rejection?> DoAsync(Doing doing)
    {
        var with = doing.Step.With;
        if (doing.Verb == "withdraw")
            return (await school.Host.Mediator.Send(new WithdrawReferenceLevels(school.IdOf(doing.Round), with["source"].AsText() ?? "", with["batch"].AsText() ?? "", with["reason"].AsText() ?? "")
            {
                Principal = doing.Who, Key = school.NextKey(),
            })).Rejected;
        if (doing.Verb != "record")
            return SchoolCodes.UnknownAct.With(("do", doing.Step.Do));
        if (PaymentActs.BytesOf(with["table"]) is not { } bytes)
            return TableCodes.Empty;
        var (table, refused) = await school.Host.References.ReadAsync(bytes, school.Document.School, default);
        if ((refused ?? table?.Wrong()) is { } wrong)
            return wrong;
        var done = await school.Host.ReferenceImport.RunAsync(
            new RecordReferenceLevels(
                school.IdOf(doing.Round), with["source"].AsText() ?? "", with["batch"].AsText() ?? "", Convert.ToHexStringLower(SHA256.HashData(bytes)), table!.Rows)
            { Principal = doing.Who, Key = school.NextKey() }, default);
        return done.Answer.Rejected ?? done.NotEntered.Select(n => n.Why).FirstOrDefault();
    }
}
