import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Card, Table } from "antd";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { listed, useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { dayOf, momentOf } from "@/ui/time";
import { personField } from "@/cases/fields";
import { Archives } from "./Archives";

type Row = Api["AuditRow"];

const happened: Record<string, Key> = {
  Revealed: "app.audit-revealed",
  Read: "app.audit-read",
  Searched: "app.audit-searched",
  Given: "app.audit-given",
  PersonErased: "app.audit-erased",
  KeysRotated: "app.audit-rotated",
  MasterKeyProposed: "app.audit-master-proposed",
  MasterKeyApproved: "app.audit-master-approved",
  MasterKeyDeclined: "app.audit-master-declined",
  MasterKeyChanged: "app.audit-master-changed",
  RetentionProposed: "app.audit-retention-proposed",
  RetentionApproved: "app.audit-retention-approved",
  RetentionDeclined: "app.audit-retention-declined",
  TrailArchived: "app.audit-trail-archived",
  TrailApproved: "app.audit-trail-approved",
  TrailRemoved: "app.audit-trail-removed",
  Opened: "app.audit-opened",
  AccessRestored: "app.audit-restored",
  AccessStopped: "app.audit-stopped",
  SecondFactorDropAsked: "app.audit-factor-drop-asked",
  AccessIssued: "app.audit-issued",
  PasswordSet: "app.audit-password",
  SignInRefused: "app.audit-refused",
  Locked: "app.audit-locked",
  SignedIn: "app.audit-signed-in",
  SessionsEnded: "app.audit-ended",
  SecondFactorBegun: "app.audit-factor-begun",
  SecondFactorSet: "app.audit-factor",
  SecondFactorDropped: "app.audit-factor-dropped",
  RecoveryUsed: "app.audit-recovery",
  Started: "app.audit-job",
  FileMade: "app.audit-file",
  Exported: "app.audit-exported",
  Entered: "app.audit-entered",
  Archived: "app.audit-archived",
  ApiKeyPut: "app.audit-key",
  PrincipalPut: "app.audit-principal",
  MessageResent: "app.audit-resent",
  Registered: "app.audit-hook",
  SecretRotated: "app.audit-hook-rotated",
  SwitchedOff: "app.audit-hook-off",
  Deleted: "app.audit-hook-deleted",
  DocumentProposed: "app.audit-proposed",
  DocumentPublished: "app.audit-published",
  DocumentApproved: "app.audit-approved",
  ProposalDeclined: "app.audit-declined",
  PublishedAlone: "app.audit-published-alone",
  DocumentRetracted: "app.audit-retracted",
  RetractionProposed: "app.audit-retraction-proposed",
  RetractionApproved: "app.audit-retraction-approved",
  RetractionDeclined: "app.audit-retraction-declined",
  RetractedAlone: "app.audit-retracted-alone",
};

/** What it was for, where that is one of the product's own codes; the server names the others. */
const purposes: Record<string, Key> = {
  "SignedIn password": "app.audit-by-password",
  "SignedIn key": "app.audit-by-key",
  "SignedIn school": "app.audit-by-school",
  "SignedIn demo": "app.audit-by-demo",
  "AccessIssued code": "app.audit-code",
  "AccessIssued password": "app.audit-temporary",
  "PasswordSet activation": "app.audit-activation",
  "PasswordSet change": "app.audit-change",
  "PasswordSet rehash": "app.audit-rehash",
  "SignInRefused password": "app.audit-wrong-password",
  "SignInRefused code": "app.audit-wrong-code",
  "SignInRefused second-factor": "app.audit-wrong-factor",
  "SessionsEnded signed-out": "app.audit-signed-out",
  "SessionsEnded signed-out-everywhere": "app.audit-signed-out-everywhere",
  "SessionsEnded revoked": "app.audit-revoked",
  "SessionsEnded stopped": "app.audit-stopped",
  "SessionsEnded password-set": "app.audit-password",
  "SessionsEnded password-issued": "app.audit-temporary",
  "SessionsEnded second-factor-set": "app.audit-factor",
  "SessionsEnded second-factor-dropped": "app.audit-factor-dropped",
  "Searched look-up": "app.audit-look-up",
  "Given view-proof": "app.audit-view-proof",
  "Given print": "app.audit-print",
  "Given export": "app.audit-export",
  "Given check-payments": "app.audit-check-payments",
  "Given fill-offline": "app.audit-fill-offline",
  "Given view-changes": "app.audit-view-changes",
  "Given take-archive": "app.audit-take-archive",
  "Given vote": "app.audit-vote",
  "Given failed-rows": "app.audit-failed-rows",
  "Given enter-paper": "app.audit-enter-paper",
  "Given view-score": "app.audit-view-score",
  "Given view-record": "app.audit-view-record",
  "Given view-told": "app.audit-view-told",
  "Started tasks": "app.audit-job-tasks",
  "Started archive": "app.audit-job-archive",
  "Started import": "app.audit-job-import",
  "Started retention": "app.audit-job-retention",
  "Started rows": "app.audit-job-rows",
  "SwitchedOff by-hand": "app.audit-off-by-hand",
  "SwitchedOff failing": "app.audit-off-failing",
  "SwitchedOff gone": "app.audit-off-gone",
};

/** Where nobody is known: whoever stood before the door, or the system itself. */
const nobody = (what: string): Key => (what === "SignInRefused" || what === "Locked" ? "app.audit-unknown" : "app.audit-system");

const Rows = 50;

/** Of what one step changed or showed, so many are named. */
const Few = 4;

/** Who signed in, who was shown families' facts, what left the product, who was given which key; the latest first. */
export function Audit() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const trail = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) => body(api.GET("/api/audit", { params: { query: { size: Rows, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const purpose = (r: Row): string => {
    const known = purposes[`${r.what} ${r.purpose}`];
    return known ? say(known) : (r.purposeName ?? r.purpose ?? "");
  };
  const fields = (r: Row): string => {
    const named = listed(r.fields.slice(0, Few).map((f, i) => personField(say, f) ?? r.fieldNames?.[i] ?? f), language);
    return r.fields.length > Few ? say("app.audit-fields-more", { named, count: r.fields.length }) : named;
  };
  return (
    <div className="stack">
      <Shown of={trail}>
        {(t) => (
          <>
            <Table<Row & { key: string }>
              rowKey="key"
              size="middle"
              pagination={false}
              scroll={{ x: "max-content" }}
              dataSource={t.pages.flatMap((p, page) => p.items.map((r, i) => ({ ...r, key: `${page}-${i}-${r.stream}-${r.seq}` })))}
              locale={{ emptyText: <Nothing text={say(trail.hasNextPage ? "app.no-audit-yet" : "app.no-audit")} /> }}
              columns={[
                { title: say("app.audit-when"), render: (_, r) => momentOf(r.at, language) },
                { title: say("app.audit-who"), render: (_, r) => r.actorName ?? say(nobody(r.what)) },
                { title: say("app.audit-what"), render: (_, r) => say(happened[r.what] ?? "app.audit-other") },
                { title: say("app.audit-about"), dataIndex: "aboutName" },
                { title: say("app.audit-purpose"), render: (_, r) => purpose(r) },
                { title: say("ui.unit"), render: (_, r) => (r.unit === "/" ? say("app.all-units") : unit(r.unit)) },
                { title: say("app.audit-fields"), render: (_, r) => <div className="wrapped">{fields(r)}</div> },
              ]}
            />
            {trail.hasNextPage && (
              <Button loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
                {say("app.audit-more")}
              </Button>
            )}
          </>
        )}
      </Shown>
      <Heads />
      <Archives />
    </div>
  );
}

/** The signed heads of each day: kept elsewhere, they show whether the history was changed. */
function Heads() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const heads = useInfiniteQuery({
    queryKey: ["audit", "heads"],
    queryFn: ({ pageParam }) => body(api.GET("/api/audit/heads", { params: { query: { size: Rows, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Card title={say("app.heads")} type="inner">
      <p>{say("app.heads-what")}</p>
      <p>
        <a href="/ui/heads">{say("app.heads-page")}</a>
      </p>
      <Shown of={heads} rows={2}>
        {(h) =>
          h.pages.every((p) => p.items.length === 0) ? (
            <Nothing text={say("app.no-heads")} />
          ) : (
            <ul className="today">
              {h.pages.flatMap((p) => p.items).map((d) => (
                <li key={d.day} className="strip">
                  <span>{say("app.heads-day", { day: dayOf(d.day, language), count: Number(d.events) })}</span>
                  {d.chains.map((c) => (
                    <span key={c.unit} className="wrapped quiet">
                      {say("app.heads-chain", { unit: c.unit === "/" ? say("app.all-units") : unit(c.unit), number: Number(c.rows) })} <code>{c.hash}</code>
                    </span>
                  ))}
                  <a className="ant-btn-like" download={`${d.day}.json`} href={`/api/audit/heads/${d.day}`}>
                    {say("app.heads-get")}
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {heads.hasNextPage && (
        <Button loading={heads.isFetchingNextPage} onClick={() => void heads.fetchNextPage()}>
          {say("app.audit-more")}
        </Button>
      )}
    </Card>
  );
}
