using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>On an empty database: an administrator, whose key is written once into a file that only the server's user may read.</summary>
public sealed class FirstStart
{
    public Task RunAsync() => Task.CompletedTask;
}
