namespace StudentAid.Workflow.Server.Tests.Cli;

/// <summary>A fact about Elsa's own documents, visibly skipped where they do not lie beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ElsaCorpusFactAttribute : FactAttribute
{
    public ElsaCorpusFactAttribute()
    {
        if (Called.ElsaCorpus is null)
            Skip = "There is no ../shared/elsa-corpus beside the repository.";
    }
}
