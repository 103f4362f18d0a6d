using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;

namespace StudentAid.Workflow.Casework.Tests;

public class CaseworkServicesTests
{
    [Fact]
    public async Task Every_command_has_a_handler_behind_scope_and_idempotency()
    {
        var host = await SchoolHost.EmptyAsync();
        var commands = typeof(Command).Assembly.GetTypes().Where(t => t.IsPublic && !t.IsAbstract && t.IsAssignableTo(typeof(Command))).ToList();
        commands.Should().NotBeEmpty();

        foreach (var command in commands)
        {
            host.Get<IServiceProvider>().GetService(typeof(IRequestHandler<,>).MakeGenericType(command, typeof(Answer))).Should().NotBeNull(command.Name);
            host.Get<IServiceProvider>().GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(command, typeof(Answer))).Select(b => b!.GetType().Name[..5])
                .Should().Equal("Scope", "Idemp");
        }
    }

    [Fact]
    public void What_is_registered_by_its_kind_is_public_or_it_would_not_be_found() =>
        typeof(Command).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsVisible: false })
            .Where(t => t.IsAssignableTo(typeof(FactSource)) || t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            .Should().BeEmpty();

    [Fact]
    public async Task The_same_key_is_applied_once_and_with_another_body_refused()
    {
        var host = await SchoolHost.ReadyAsync();
        var opening = host.Opening() with { Key = "k" };

        var first = await host.SendAsync(opening);
        var again = await host.SendAsync(opening);
        var other = await host.SendAsync(opening with { Name = "另一批" });

        again.Should().Be(first);
        other.Rejected!.Code.Should().Be(StepCodes.KeyReused);
    }
}
