using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Reconsiderations;

/// <summary>
/// The authority (主管部门) of a school: a technician school's is of human resources, a provincial university's the province's. Its unit, what it is
/// called on paper, the role that answers there, and within how many working days (0 where no rule says).
/// </summary>
public sealed record Authority(string Unit, string Name, string Role, int AnswerDays = 0)
{
    /// <summary>The kind of document, kept under the school's path.</summary>
    public const string Kind = "authority";

    internal RecordValue ToValue() => AnswerDays == 0
        ? Value.Record(("unit", Unit), ("name", Name), ("role", Role)) : Value.Record(("unit", Unit), ("name", Name), ("role", Role), ("answerDays", AnswerDays));

    internal static Authority? Of(Value content) =>
        content["unit"].AsText() is { } unit ? new Authority(unit, content["name"].AsText() ?? "", content["role"].AsText() ?? "", (int)(content["answerDays"].AsNumber() ?? 0)) : null;

    /// <summary>Null where none is named yet.</summary>
    public static async Task<Authority?> FindAsync(IStoreReader reader, string school) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Kind) { Key = school })).Select(d => Of(d.Content)).FirstOrDefault();
}

/// <summary>Names the authority that answers reconsiderations of a school's results (第十条).</summary>
public sealed record PutAuthority(string School, Authority Authority) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(School, Authority.ToValue());
}

public sealed class PutAuthorityHandler(StepRunner runner) : IRequestHandler<PutAuthority, Answer>
{
    public Task<Answer> Handle(PutAuthority request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, UnitState.IdOf(request.School), (state, _, act, facts) =>
        {
            if (Duties.Setup(request.Principal, request.School) is { } notYours)
                return notYours;
            var key = UnitFacts.Unit(request.School);
            if (facts.Find(key) is not { } unit)
                return new StreamDecision.Needs([key]);
            if (unit.Value.IsNull || !UnitPath.IsPath(request.Authority.Unit))
                return OrganisationCodes.UnknownUnit.With(("path", unit.Value.IsNull ? request.School : request.Authority.Unit));
            if (UnitPath.IsBelow(request.Authority.Unit, request.School))
                return ReconsiderationCodes.AuthorityWithin.With(("unit", request.Authority.Unit));
            if (request.Authority.Name.Length == 0 || request.Authority.Role.Length == 0)
                return ReconsiderationCodes.AuthorityIncomplete;
            var steps = new UnitSteps(state, request.School, act);
            return steps.Of(new UnitEvent.AuthorityPut(steps.Put(Authority.Kind, request.School, request.Authority.ToValue(), request.School)));
        }, cancellationToken);
}
