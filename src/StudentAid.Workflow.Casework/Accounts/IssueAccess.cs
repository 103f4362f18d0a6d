using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// Hands out an activation code, or a temporary password that must be changed at once; the one before is dead. The first time the account gets its login
/// id: the one that is given, or nine digits that mean nothing. Families' codes are also handed out by the roles that the rules of sign-in name, at their
/// own unit. <paramref name="Hash"/> is what is kept of the secret; it holds until <paramref name="Until"/>, else as many days as the rules say.
/// </summary>
public sealed partial record IssueAccess(Id Holder, DateTimeOffset At, string What, string Hash, string Login = "", DateOnly Day = default, DateTimeOffset? Until = null) : AccountCommand(Holder, At)
{
    public const string Code = "code";
    public const string Password = "password";

    private const int NineDigits = 900_000_000;

    internal override Value Content => Value.List(What, Hash, Login);

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        var rulesKey = SignInRules.FactOf(desk.PersonPlaces.FirstOrDefault() ?? desk.Place, Day);
        if (facts.Find(rulesKey) is not { } rulesFact)
            return new StreamDecision.Needs([rulesKey]);
        var rules = SignInRules.From(rulesFact.Value);
        if (Refuse(desk, rules) is { } notYours)
            return notYours;
        if (desk.Account.Stopped)
            return AccountCodes.Stopped;
        if (desk.Account.Login.Length == 0 && OpenWith(desk, facts) is { } other)
            return other;
        var ends = Until ?? At.AddDays(rules.CodeDays);
        desk.Keep(What == Password
            ? desk.Account with { Password = Hash, PasswordEnds = ends, Code = "", CodeEnds = null }
            : desk.Account with { Code = Hash, CodeEnds = ends });
        desk.Tell(new AccountEvent.AccessIssued(What, ends));
        if (What == Password)
            desk.End(SessionEnd.PasswordIssued);
        return desk.Step();
    }

    private Rejection? Refuse(AccountDesk desk, SignInRules rules)
    {
        if (Duties.Setup(Principal, desk.Place) is not { } notYours)
            return null;
        var family = desk.Grants.IsEmpty && desk.PersonPlaces.Any() && What == Code && Login.Length == 0;
        if (family && desk.PersonPlaces.All(p => rules.Issue.Any(r => Principal.Holds(r, p))))
            return null;
        return desk.PersonPlaces.Append(desk.Place).Any(Principal.Scope.Covers) ? notYours : AccountCodes.UnknownHolder.With();
    }

    /// <summary>Null when the account has its login id; else what must be known first, or why it cannot be.</summary>
    private StreamDecision? OpenWith(AccountDesk desk, Facts facts)
    {
        if (Login.Length > 0 && !IsLogin(Login))
            return AccountCodes.LoginForm.With(("login", Login));
        for (var attempt = 0; ; attempt++)
        {
            var login = Login.Length > 0 ? Login : Drawn(Holder, attempt);
            var key = new FactKey("counter", $"login:{login}");
            if (facts.Find(key) is not { } taken)
                return new StreamDecision.Needs([key]);
            if (taken.Value.AsNumber() is > 0 && Login.Length > 0)
                return AccountCodes.LoginTaken.With(("login", login));
            if (taken.Value.AsNumber() is > 0)
                continue;
            desk.Parts.Claim(new Claim(key.Id, 1, 0, 1));
            desk.Parts.Row(new DocumentPut(Account.LoginDocument, login, Value.Record(("holder", Holder.ToString())), desk.Place));
            desk.Keep(desk.Account with { Login = login });
            desk.Tell(new AccountEvent.Opened(login));
            return null;
        }
    }

    private static string Drawn(Id holder, int attempt) =>
        ((NineDigits / 9) + (long)(Id.Of("login", holder.ToString(), attempt.ToString(CultureInfo.InvariantCulture)).Bits % NineDigits)).ToString(CultureInfo.InvariantCulture);

    /// <summary>No telephone (11 digits beginning with 1) and no ID number (15 or 18 characters, nearly all digits).</summary>
    private static bool IsLogin(string login) => Form().IsMatch(login) && !Numbers().IsMatch(login);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{2,30}[a-z0-9]$", RegexOptions.None, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^(1\d{10}|\d{15}|\d{17}[\dx])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();
}
