namespace StudentAid.Workflow.Tests;

/// <summary>A fact about Elsa's own documents, visibly skipped where they do not lie beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute()
    {
        if (Repository.ElsaCorpus is null)
            Skip = "There is no ../shared/elsa-corpus beside the repository.";
    }
}
