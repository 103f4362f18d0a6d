import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Table } from "antd";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Refused, Shown } from "@/ui/Refused";

type Standing = Api["MasterKeyView"];

const Often = 2000;

const states: Record<string, Key> = { held: "upkeep.master-held", "under-way": "upkeep.master-under-way", move: "upkeep.master-move", lost: "upkeep.master-lost" };
const tones: Record<string, "success" | "info" | "warning" | "error"> = { held: "success", "under-way": "info", move: "warning", lost: "error" };
const turns: Record<string, Key> = { proposed: "upkeep.master-proposed", approved: "upkeep.master-approved", changed: "upkeep.master-changed", declined: "upkeep.master-declined" };

/** The key over all others: which one wraps what, what is to be done, and the change by two people's hands. The keys themselves never leave the server. */
export function MasterKey() {
  const say = useSay();
  const standing = useQuery({
    queryKey: ["keys", "master"],
    queryFn: () => body(api.GET("/api/keys/master")),
    refetchInterval: (query) => (query.state.data?.change?.status === "approved" ? Often : false),
  });
  return (
    <Card title={say("upkeep.master-title")} type="inner">
      <p className="quiet">{say("upkeep.master-sentence")}</p>
      <Shown of={standing}>{(s) => <Sheet of={s} />}</Shown>
    </Card>
  );
}

function Sheet({ of }: { of: Standing }) {
  const say = useSay();
  const held = of.state === "held";
  const placed = (key: string) => say(!of.inFile ? "upkeep.master-environment" : key === of.file ? "upkeep.master-file" : key === of.next ? "upkeep.master-next" : "upkeep.master-nowhere");
  // The next one is told before it wraps anything: whoever approves reads its id.
  const rows = [...of.wrapped, ...(of.next && !of.wrapped.some((w) => w.masterKey === of.next) ? [{ masterKey: of.next, schools: 0 }] : [])];
  return (
    <div className="stack">
      <Alert
        type={tones[of.state] ?? "info"}
        showIcon
        role="status"
        title={say(held && !of.inFile ? "upkeep.master-in-environment" : (states[of.state] ?? "upkeep.master-held"))}
        description={!of.inFile ? say("upkeep.master-environment-how") : held && !of.next && !of.unread && !of.acts.includes("decline") ? say("upkeep.master-ready") : undefined}
      />
      {of.unread && <Alert type="warning" showIcon title={say("upkeep.master-unread")} />}
      {rows.length > 0 && (
        <Table
          rowKey="masterKey"
          size="small"
          pagination={false}
          dataSource={rows}
          columns={[
            { title: say("upkeep.master-which"), render: (_, r) => <code className="wrapped-line">{r.masterKey}</code> },
            { title: say("upkeep.master-wraps"), dataIndex: "schools", align: "right" },
            { title: say("upkeep.master-where"), render: (_, r) => placed(r.masterKey) },
          ]}
        />
      )}
      {of.change && <Last of={of.change} />}
      <Hands of={of} />
    </div>
  );
}

function Last({ of }: { of: NonNullable<Standing["change"]> }) {
  const say = useSay();
  return (
    <p className="quiet wrapped-line">
      {say("upkeep.master-last", { key: of.masterKey, status: say(turns[of.status] ?? "upkeep.master-proposed") })}{" "}
      {of.approvedByName ? say(of.alone ? "upkeep.retention-alone" : "upkeep.retention-hands", { first: of.byName, second: of.approvedByName }) : of.byName}
    </p>
  );
}

/** What one may do now, the server says. */
function Hands({ of }: { of: Standing }) {
  const say = useSay();
  const key = of.change?.masterKey ?? "";
  const decline = useAct((_: undefined, act) => body(api.POST("/api/keys/master/decline", { params: { header: acting(act) }, body: { masterKey: key } })));
  if (of.acts.length === 0) return null;
  return (
    <div className="strip">
      {of.acts.includes("propose") && (
        <Act<object> weighed label={say("upkeep.master-propose")} what={<span className="wrapped-line">{say("upkeep.master-propose-what", { key: of.next ?? "" })}</span>} send={(_, how) => body(api.POST("/api/keys/master", { params: how }))} />
      )}
      {of.acts.includes("approve") && (
        <Act<object> weighed tone="danger" label={say("upkeep.master-approve")} what={<span className="wrapped-line">{say("upkeep.master-approve-what", { key })}</span>} send={(_, how) => body(api.POST("/api/keys/master/approve", { params: how, body: { masterKey: key } }))} />
      )}
      {of.acts.includes("decline") && (
        <Button loading={decline.isPending} onClick={() => decline.mutate(undefined)}>{say("upkeep.master-decline")}</Button>
      )}
      {/* Who may decline and not approve has proposed it himself, or it is not the key that was proposed that lies there. */}
      {of.acts.includes("decline") && !of.acts.includes("approve") && <span className="quiet">{say(of.next === key ? "upkeep.master-own" : "upkeep.master-next-gone")}</span>}
      <Refused error={decline.error} />
    </div>
  );
}
