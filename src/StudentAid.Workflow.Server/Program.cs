using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Storage.Keys;

try
{
    await StudentAidServer.RunAsync(StudentAidServer.Build(args));
    return 0;
}
catch (VaultException shut)
{
    await Console.Error.WriteLineAsync(shut.Message);
    return 1;
}
