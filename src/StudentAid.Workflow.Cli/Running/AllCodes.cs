using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Running;

/// <summary>Every code of the product by its id: an incident keeps the id and the arguments, the sentence is found here.</summary>
public static class AllCodes
{
    private static readonly CodeBook Book = new(typeof(Code).Assembly, typeof(PackReader).Assembly, typeof(AllCodes).Assembly);

    internal static Rejection Rejection(string id, Value arguments)
    {
        var code = Book.Find(id) ?? Code.State(id, id, id);
        return code.With([.. ((arguments as RecordValue)?.Members ?? []).Select(m => (m.Key, (object?)m.Value.AsText()))]);
    }
}
