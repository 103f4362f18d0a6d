using StudentAid.Workflow.Storage.Tests.Crash;

return await CrashWriter.RunAsync(args);
