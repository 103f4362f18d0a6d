namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Which of a target's things an operation is asked about where its noun's usual one does not stand so that it could be answered: <c>operation, member: thing</c>.</summary>
internal static class Instead
{
    private static readonly Dictionary<string, string> Things = """
        POST /api/cases/{id}/rewind, id: upstream
        POST /api/cases/{id}/continue, id: suspended
        POST /api/cases/{id}/restart, id: cancelled
        GET /api/publicities/{id}, id: posted
        GET /api/publicities/{id}/preview, id: unposted
        GET /api/publicities/{id}/notice, id: unposted
        POST /api/publicities/{id}/post, id: unposted
        POST /api/publicities/{id}/photo, id: posted
        POST /api/publicities/{id}/correct, id: posted
        GET /api/objections/{id}, id: objection
        POST /api/objections, publicity: posted
        POST /api/rosters/{id}/meet, id: unmet
        POST /api/rosters/{id}/vote, id: met
        POST /api/rosters/{id}/sheet, id: met
        POST /api/rosters/{id}/minutes, id: told
        GET /api/rosters/{id}/pledge, id: unmet
        POST /api/rosters/{id}/pledge, id: unmet
        POST /api/rosters/{id}/tell-absent, id: told
        POST /api/rosters/{id}/take-back, id: told
        POST /api/objections/{number}/answer, number: =2
        GET /api/revocations/{id}, id: revocation
        POST /api/revocations/{id}/hear, id: revocation
        POST /api/revocations/{id}/decide, id: revocation
        POST /api/revocations/{id}/repay, id: recovery
        POST /api/revocations/{id}/withdraw-repayment, id: recovery
        GET /api/samples/{id}, id: sample
        POST /api/samples/{id}/check, id: sample
        POST /api/adjustments/{id}/begin, id: adjustment
        POST /api/adjustments/{id}/dismiss, id: adjustment
        GET /api/reconsiderations/{id}, id: reconsideration
        POST /api/reconsiderations/{id}/answer, id: reconsideration
        POST /api/enrolment-changes/{id}/enter, id: change
        GET /api/webhooks/{id}, id: webhook
        GET /api/webhooks/{id}/deliveries, id: webhook
        POST /api/webhooks/{id}/ping, id: webhook
        POST /api/webhooks/{id}/retry, id: webhook
        POST /api/webhooks/{id}/rotate, id: webhook
        POST /api/webhooks/{id}/switch-off, id: webhook
        POST /api/webhooks/{id}/delete, id: webhook
        POST /api/people/{id}/erase, id: unbound
        POST /api/rounds/{id}/delete-practice, id: practice
        POST /api/rounds/{id}/archive, id: done
        POST /api/rounds/{id}/complete, id: spare
        POST /api/rounds/{id}/zero-report, id: spare
        POST /api/rounds/{id}/repin, id: spare
        GET /api/rounds/{id}/exports/{profile}, id: whole
        POST /api/rounds/{id}/exports/{profile}, id: whole
        GET /api/quotas/shares, from: school
        POST /api/jobs/import, kind: =people
        POST /api/org-units/import, kind: =units
        POST /api/org-units/import, unit: school
        GET /api/roles, unit: school
        POST /api/jobs/import, unit: school
        POST /api/findings/{id}/close, id: answered
        POST /api/findings/{id}/return, id: answered
        POST /api/complaints/{id}/handle, id: accepted
        POST /api/complaints/{id}/answer, id: accepted
        GET /api/jobs/{id}, id: failed
        GET /api/jobs/{id}/result, id: failed
        POST /api/jobs/{id}/retry, id: failed
        POST /api/jobs/{id}/cancel, id: job
        POST /api/cases/{id}/take-back, id: done-by-him
        GET /api/uploads/{id}, id: upload
        GET /api/accounts/codes/{token}, token: codes
        GET /api/prints/sign-in-slips, token: slips
        POST /api/people/import/{token}/apply, token: table
        POST /api/org-units/import/{token}/apply, token: units-table
        GET /api/rounds/{id}/exports/{profile}/batches/{batch}, id: whole
        GET /api/rounds/{id}/exports/{profile}/batches/{batch}, batch: batch
        GET /api/rounds/{id}/exports/{profile}/file, id: whole
        GET /api/rounds/{id}/exports/{profile}/file, format: =csv
        POST /api/rounds/{id}/exports/{profile}/confirm, id: whole
        GET /api/rounds/{id}/exports/{profile}/errors, id: whole
        GET /api/rounds/{id}/exports/{profile}/errors, batch: batch
        POST /api/rounds/{id}/exports/{profile}/errors, id: whole
        POST /api/rounds/{id}/exports/{profile}/errors, batch: batch
        GET /api/cases/{id}, id: handed-in
        GET /api/cases/{id}/facts, id: handed-in
        GET /api/cases/{id}/accesses, id: handed-in
        GET /api/cases/{id}/score, id: handed-in
        GET /api/cases/{id}/summary, id: handed-in
        GET /api/cases/{id}/draft, id: applying
        GET /api/cases/{id}/earlier-forms, id: applying
        POST /api/cases/{id}/reveal, id: handed-in
        GET /api/cases/{id}/copies, id: held
        GET /api/cases/{id}/record, id: held
        POST /api/incidents/{stream}/{number}/retry, stream: broken
        GET /api/prints/{form}, form: =home-visit
        GET /api/prints/{form}, case: decided
        GET /api/prints/{form}, round: whole
        GET /api/prints/{form}, unit: =
        POST /api/rosters/{id}/workbook/{token}/choose, token: workbook
        POST /api/lists, provider: =civil-affairs
        POST /api/lists, category: =
        GET /api/audit/archives/{id}/{year}, year: =2015
        POST /api/audit/archives/{id}/{year}/approve, year: =2015
        POST /api/audit/archives/{id}/{year}/remove, year: =2014
        """.Split('\n', StringSplitOptions.TrimEntries).Select(l => l.Split(": ")).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);

    /// <summary>Null where the usual one is asked about.</summary>
    public static string? Of(string operation, string member) => Things.GetValueOrDefault($"{operation}, {member}");
}
