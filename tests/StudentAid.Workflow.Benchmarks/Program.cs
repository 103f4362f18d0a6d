using StudentAid.Workflow.Benchmarks;
using StudentAid.Workflow.Benchmarks.Stores;

Verb[] verbs = [new StoreVerb(), new ReleaseVerb()];
return await Verb.RunAsync(verbs, args);
