namespace StudentAid.Workflow.Tests;

/// <summary>A fact about Elsa's own documents, which are not ours to keep in the repository: visibly skipped where they do not lie beside it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute()
    {
        if (Repository.ElsaCorpus is null)
            Skip = "Elsa's own documents are not part of this repository; with them in ../shared/elsa-corpus this runs.";
    }
}
