import { useQuery } from "@tanstack/react-query";
import { Form, Radio } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Rows } from "@/ui/Rows";
import { Status } from "@/ui/Status";

type Late = Api["LateMatchView"];

/** Hits of a later list for cases that are past their match: somebody looks, nothing changes by it. */
export function LateMatches({ round }: { round: string }) {
  const say = useSay();
  const unit = useUnits();
  const late = useQuery({ queryKey: ["late-matches", round], queryFn: () => body(api.GET("/api/late-matches", { params: { query: { round } } })) });
  return (
    <Rows
      of={late}
      nothing={say("after.no-late-matches")}
      columns={[
        { title: say("ui.name"), render: (_, m) => <Link to={`/cases/${m.case}`}>{m.name}</Link> },
        { title: say("cases.match"), responsive: ["md"], render: (_, m) => <><Status of={m.state} /><div className="quiet">{say("after.batch", { batch: m.batch })}</div></> },
        { title: say("ui.unit"), responsive: ["md"], render: (_, m) => unit(m.unit) },
        { title: say("ui.status"), render: (_, m) => <Standing of={m} /> },
        { title: say("ui.act"), align: "right", render: (_, m) => m.acts.includes("settle") && <Settle of={m} /> },
      ]}
    />
  );
}

function Standing({ of }: { of: Late }) {
  const say = useSay();
  if (!of.result) return <Status of="late-open" />;
  return (
    <>
      <Status of="late-settled" />
      <span>{say(of.result === "passed-on" ? "after.late-passed-on" : "after.late-no-effect")}</span>
      <p className="fact quiet">{of.text}</p>
    </>
  );
}

function Settle({ of }: { of: Late }) {
  const say = useSay();
  return (
    <Act<{ result: string; text: string }>
      small
      tone="primary"
      label={say("after.settle")}
      name={say("after.settle-of", { name: of.name })}
      what={say("after.settle-what")}
      send={(v, how) => body(api.POST("/api/late-matches/{id}/settle", { params: { path: { id: of.id }, ...how }, body: v }))}
    >
      <Form.Item name="result" label={say("after.result")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Radio.Group
          className="choices"
          options={[
            { value: "no-effect", label: say("after.late-no-effect") },
            { value: "passed-on", label: say("after.late-passed-on") },
          ]}
        />
      </Form.Item>
      <Words label={say("after.late-text")} most={2000} />
    </Act>
  );
}
