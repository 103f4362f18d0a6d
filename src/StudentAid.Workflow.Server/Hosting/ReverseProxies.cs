using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Server.Auth;
using IPNetwork = System.Net.IPNetwork;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// The reverse proxies that end TLS before this server (<c>--proxy ADDRESS,NETWORK/BITS</c>). Only what they say of the browser counts: its address, and that it came by HTTPS, on which HSTS, the cookie's
/// <c>Secure</c> and its name rest. Of everybody else X-Forwarded-For and X-Forwarded-Proto are not read, not even of this machine. <see cref="Unread"/> is the first word that is neither an address nor a network.
/// </summary>
public sealed record ReverseProxies(ImmutableArray<IPNetwork> Networks, string Unread)
{
    public static readonly ReverseProxies None = new([], "");

    /// <summary>Addresses and networks, apart by commas; a network of everybody is none.</summary>
    public static ReverseProxies Read(string? text)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var word in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (NetworkOf(word) is not { PrefixLength: > 0 } network)
                return new ReverseProxies([], word);
            networks.Add(network);
        }

        return new ReverseProxies(networks.ToImmutable(), "");
    }

    /// <summary>Why a server must not start with them; null where it may.</summary>
    public Rejection? Refuse() => Unread.Length > 0 ? StartCodes.ProxyUnread.With(("text", Unread)) : null;

    /// <summary>Reads what the proxies say before anything else looks at a request.</summary>
    public void Use(WebApplication app)
    {
        if (Networks.IsEmpty)
            return;
        // Through several proxies each one's word counts that a known one handed on.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        // The framework trusts this machine by itself, where any program could then claim any address.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Networks)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    private static IPNetwork? NetworkOf(string word) =>
        IPAddress.TryParse(word, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(word, out var network) ? network : null;
}
