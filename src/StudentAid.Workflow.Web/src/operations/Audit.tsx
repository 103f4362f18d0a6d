import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Card, Table } from "antd";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { dayOf, momentOf } from "@/ui/time";
import { usePrincipals } from "./principals";

type Row = Api["AuditRow"];

const happened: Record<string, Key> = {
  Revealed: "app.audit-revealed",
  PersonErased: "app.audit-erased",
  Opened: "app.audit-opened",
  AccessIssued: "app.audit-issued",
  PasswordSet: "app.audit-password",
  SignInRefused: "app.audit-refused",
  Locked: "app.audit-locked",
  SignedIn: "app.audit-signed-in",
  SessionsEnded: "app.audit-ended",
  SecondFactorSet: "app.audit-factor",
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
};

const Rows = 50;

/** Who signed in, who was shown families' facts, what left the product, who was given which key; the latest first. */
export function Audit() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const people = usePrincipals();
  const trail = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) => body(api.GET("/api/audit", { params: { query: { size: Rows, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <div className="stack">
      <Shown of={trail}>
        {(t) => (
          <>
            <Table<Row>
              rowKey={(r) => `${r.stream}-${r.seq}-${r.what}`}
              size="middle"
              pagination={false}
              scroll={{ x: "max-content" }}
              dataSource={t.pages.flatMap((p) => p.items)}
              locale={{ emptyText: <Nothing text={say("app.no-audit")} /> }}
              columns={[
                { title: say("app.audit-when"), render: (_, r) => momentOf(r.at, language) },
                { title: say("app.audit-who"), render: (_, r) => people.nameOf(r.actor) || (r.kind === "account" ? people.nameOf(r.about) : "") || say("app.audit-system") },
                { title: say("app.audit-what"), render: (_, r) => say(happened[r.what] ?? "app.audit-other") },
                { title: say("app.audit-about"), render: (_, r) => people.nameOf(r.about) },
                { title: say("ui.unit"), render: (_, r) => unit(r.unit) },
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
    </div>
  );
}

/** The signed heads of each day: kept elsewhere, they show whether the history was changed. */
function Heads() {
  const say = useSay();
  const [language] = useLanguage();
  const heads = useInfiniteQuery({
    queryKey: ["audit", "heads"],
    queryFn: ({ pageParam }) => body(api.GET("/api/audit/heads", { params: { query: { size: Rows, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Card title={say("app.heads")} type="inner">
      <p>{say("app.heads-what")}</p>
      <Shown of={heads} rows={2}>
        {(h) =>
          h.pages.every((p) => p.items.length === 0) ? (
            <Nothing text={say("app.no-heads")} />
          ) : (
            <ul className="today">
              {h.pages.flatMap((p) => p.items).map((d) => (
                <li key={d.day} className="strip">
                  <span>{say("app.heads-day", { day: dayOf(d.day, language), count: Number(d.events) })}</span>
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
