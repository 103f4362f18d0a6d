using StudentAid.Workflow.Server.Hosting;

await StudentAidServer.RunAsync(StudentAidServer.Build(args));
