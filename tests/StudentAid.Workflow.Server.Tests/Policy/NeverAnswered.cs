namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>
/// The operations that nobody is answered with success in the matrix (<c>never-answered.csv</c> beside this file): why not, and the class of tests in which it is answered so, a hyphen
/// where no test over HTTP does. Of these the matrix says only that who may not is refused.
/// </summary>
internal static class NeverAnswered
{
    public static readonly IReadOnlyDictionary<string, (string Reason, string Elsewhere)> Operations =
        File.ReadAllLines(Repository.PathOf("tests/StudentAid.Workflow.Server.Tests/Policy/never-answered.csv"))
            .Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToDictionary(l => l[0], l => (l[1], l[2]), StringComparer.Ordinal);
}
