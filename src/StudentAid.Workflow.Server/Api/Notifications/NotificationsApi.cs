using MediatR;
using StudentAid.Workflow.Casework.Desks;

namespace StudentAid.Workflow.Server.Api.Notifications;

/// <summary>Notifications to mark as read: these, and all up to an instant.</summary>
public sealed record ReadInput(IReadOnlyList<string>? Ids = null, DateTimeOffset? UpTo = null);

/// <summary>Notifications with how many are unread.</summary>
public sealed record NotificationsView(IReadOnlyList<NotificationView> Items, int Unread);

public static class NotificationsApi
{
    private const int MostIds = 200;

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        api.MapGet("/notifications", List).WithSummary("What concerns the caller, the newest first, read or not");
        api.MapPost("/notifications/read", (ReadInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ReadNotifications([.. (i.Ids ?? []).Take(MostIds).Where(n => n.Length is > 0 and <= 100)], i.UpTo) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Mark notifications as read");
    }

    private static async Task<NotificationsView> List(Caller caller, NotificationReading notifications, bool? unread)
    {
        var all = await notifications.OfAsync(caller);
        return new NotificationsView([.. all.Where(n => unread != true || !n.Read)], all.Count(n => !n.Read));
    }
}
