import { useQuery } from "@tanstack/react-query";
import { Button, Form, Select, Table } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { nameOfRound } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { fullDayOf } from "@/ui/time";
import { trackOf } from "./tracks";

type Proposal = Api["AdjustmentView"];

const Rows = 20;

/** Proposals to look at decided cases again, of a round or of one student. */
export function Adjustments({ round, person }: { round?: string; person?: string }) {
  const say = useSay();
  const [language] = useLanguage();
  // One at a time: what several families told is not laid side by side.
  const [read, setRead] = useState<string>();
  const of = { ...(round ? { round } : {}), ...(person ? { person } : {}) };
  const proposals = useQuery({ queryKey: ["adjustments", of], queryFn: () => body(api.GET("/api/adjustments", { params: { query: of } })) });
  return (
    <Shown of={proposals}>
      {(page) =>
        page.items.length === 0 ? (
          <Nothing text={say(person ? "after.no-adjustments-of" : "after.no-adjustments")} />
        ) : (
          <Table
            rowKey="id"
            size="middle"
            pagination={page.items.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
            dataSource={page.items}
            columns={[
              ...(person ? [] : [{ title: say("ui.name"), render: (_: unknown, p: Proposal) => <Link to={`/students/${p.person}`}>{p.name}</Link> }]),
              { title: say("after.trigger"), render: (_, p) => <Why of={p} open={read === p.id} read={setRead} /> },
              { title: say("after.proposed-on"), responsive: ["md"], render: (_, p) => fullDayOf(p.proposedOn, language) },
              { title: say("ui.status"), render: (_, p) => <Standing of={p} /> },
              { title: say("ui.act"), align: "right", render: (_, p) => <Acts of={p} /> },
            ]}
          />
        )
      }
    </Shown>
  );
}

function Why({ of, open, read }: { of: Proposal; open: boolean; read: (which: string | undefined) => void }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <>
      <div>{textOf(of.triggerName, language)}</div>
      {of.source && <div className="quiet">{say("after.source", { source: of.source })}</div>}
      {of.acts.includes("read") && (
        <Button size="small" aria-expanded={open} aria-label={say(open ? "after.hide-words-of" : "after.see-words-of", { name: of.name })} onClick={() => read(open ? undefined : of.id)}>
          {say(open ? "after.hide-words" : "after.see-words")}
        </Button>
      )}
      {open && <Written of={of.id} />}
    </>
  );
}

/** Why it was proposed, and why it was left; who may read it is told where both were erased. */
function Written({ of }: { of: string }) {
  const say = useSay();
  const words = useQuery({ queryKey: ["adjustments", "one", of], queryFn: () => body(api.GET("/api/adjustments/{id}", { params: { path: { id: of } } })) });
  return (
    <Shown of={words} rows={1}>
      {(w) => (
        w.text || w.dismissal ? (
          <dl className="told">
            {([["after.why-proposed", w.text], ["after.why-left", w.dismissal]] as const).map(
              ([key, text]) =>
                text && (
                  <div key={key}>
                    <dt>{say(key)}</dt>
                    <dd className="fact">{text}</dd>
                  </div>
                ),
            )}
          </dl>
        ) : (
          <p className="fact quiet">{say("after.words-erased")}</p>
        )
      )}
    </Shown>
  );
}

function Standing({ of }: { of: Proposal }) {
  const say = useSay();
  return (
    <>
      <Status of={`adjustment-${of.status}`} />
      {of.successor && <Link to={`/cases/${of.successor}`}>{say("after.successor")}</Link>}
      {of.status === "open" && of.acts.includes("dismiss") && !of.acts.includes("begin") && <div className="quiet">{say("after.no-round")}</div>}
    </>
  );
}

function Acts({ of }: { of: Proposal }) {
  const say = useSay();
  const to = (how: How) => ({ params: { path: { id: of.id }, ...how } });
  const places = (of.rounds ?? []).flatMap((r) => r.tracks.map((track) => ({ value: `${r.id} ${track}`, label: r.tracks.length > 1 ? `${nameOfRound(r)} · ${trackOf(say, track)}` : nameOfRound(r) })));
  return (
    <div className="acts">
      {of.acts.includes("begin") && (
        <Act<{ place: string }>
          small
          tone="primary"
          label={say("after.begin")}
          name={say("after.begin-of", { name: of.name })}
          what={say("after.begin-what")}
          {...(places.length === 1 ? { initial: { place: places[0]!.value } } : {})}
          send={({ place }, how) => {
            const [round = "", track = ""] = place.split(" ");
            return body(api.POST("/api/adjustments/{id}/begin", { ...to(how), body: { round, track } }));
          }}
        >
          <Form.Item name="place" label={say("after.begin-round")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select options={places} />
          </Form.Item>
        </Act>
      )}
      {of.acts.includes("dismiss") && (
        <Act<{ text: string }>
          small
          label={say("after.dismiss")}
          name={say("after.dismiss-of", { name: of.name })}
          what={say("after.dismiss-what")}
          send={(v, how) => body(api.POST("/api/adjustments/{id}/dismiss", { ...to(how), body: v }))}
        >
          <Words label={say("ui.reason")} most={2000} />
        </Act>
      )}
    </div>
  );
}
