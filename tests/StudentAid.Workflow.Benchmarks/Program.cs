using StudentAid.Workflow.Benchmarks;
using StudentAid.Workflow.Benchmarks.Growth;
using StudentAid.Workflow.Benchmarks.Product;
using StudentAid.Workflow.Benchmarks.Start;
using StudentAid.Workflow.Benchmarks.Stores;

Verb[] verbs = [new StoreVerb(), new ReleaseVerb(), new ChainVerb(), new DecideVerb(), new RosterVerb(), new StartVerb(), new ScaleVerb()];
return await Verb.RunAsync(verbs, args);
