using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>What the families of a class told of themselves, a case that broke, and what an outside system says of a student.</summary>
internal sealed class PolicyTold(PolicyWorld world)
{
    public async Task OfClassAsync(Place at, IReadOnlyDictionary<string, string> rounds, Dictionary<string, string> things)
    {
        things["applying"] = await AppliedAsync(at, rounds["told"], at.People[0], "save");
        things["handed-in"] = await AppliedAsync(at, rounds["told"], at.People[1], "submit");
        await at.ActAsync(world.Server, things["handed-in"], "record", $$"""
            { "method": "home-visit", "date": "2026-09-10", "persons": ["{{at.People[1]}}"], "finding": "属实{{at.Canary}}", "evidence": ["{{at.Proof}}"], "finish": true }
            """);
        things["broken"] = await BegunAsync(at, rounds["broken"], at.People[0]);
        things["reference-batch"] = $"of-{at.Class.Split('/')[^2]}";
        using var office = await world.ClientAsync("office", "aid-office", world.SchoolOf(at.Class));
        await PolicyThings.TableAsync(
            office, $"/api/rounds/{rounds["small"]}/reference-levels?source=national-aid-system&batch={things["reference-batch"]}", $"姓名,困难等级\n王{at.Canary}甲,特别困难\n");
    }

    /// <summary>An application on paper that the teacher entered, saved or handed in.</summary>
    private async Task<string> AppliedAsync(Place at, string round, string person, string verb)
    {
        var @case = await BegunAsync(at, round, person);
        var who = (await world.Server.GetAsync(at.Teacher, "/api/me")).Body["id"];
        var scan = await world.Server.KeepAsync(at.Class, $"%PDF-1.7 form {at.Canary} %%EOF");
        var answers = Value.Record(("why", $"父亲患病{at.Canary}两年"), ("income", $"全年收入{at.Canary}一万元"), ("specialGroups", Value.List($"特殊群体{at.Canary}脱贫家庭")));
        await at.ActAsync(world.Server, @case, verb, Value.Record(("answers", answers), ("onBehalf", Value.Record(("who", who), ("why", "paper"), ("scan", scan)))).ToJson());
        return @case;
    }

    private async Task<string> BegunAsync(Place at, string round, string person) =>
        (await world.Server.DoAsync(at.Teacher, "/api/cases", $$"""{ "round": "{{round}}", "person": "{{person}}", "track": "enrolled" }"""))["id"].AsText()!;
}
