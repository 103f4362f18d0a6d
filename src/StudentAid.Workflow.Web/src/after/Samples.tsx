import { useQuery } from "@tanstack/react-query";
import { Form, Input, InputNumber } from "antd";
import { Link, useNavigate } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useCarriesAt } from "@/app/duties";
import { useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Rows } from "@/ui/Rows";
import { Status } from "@/ui/Status";
import { fullDayOf } from "@/ui/time";

interface Drawn {
  seed: string;
  share?: number;
  visitShare?: number;
}

/** The samples of a round's determined cases, and drawing one. */
export function Samples({ round, school }: { round: string; school: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const navigate = useNavigate();
  const samples = useQuery({ queryKey: ["samples", round], queryFn: () => body(api.GET("/api/samples", { params: { query: { round } } })) });
  const draws = useCarriesAt("keep-rounds")(school);
  return (
    <div className="stack">
      {draws && (
        <div className="strip">
          <Act<Drawn, Api["StepAnswer"]>
            tone="primary"
            label={say("after.draw")}
            what={say("after.draw-what")}
            send={(v, how) => body(api.POST("/api/samples", { params: how, body: { round, ...v } }))}
            done={({ id }) => void navigate(`/samples/${id}`)}
          >
            <Form.Item name="seed" label={say("after.seed")} extra={say("after.seed-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
              <Input maxLength={60} />
            </Form.Item>
            <Percent name="share" label={say("after.share")} />
            <Percent name="visitShare" label={say("after.visit-share")} />
          </Act>
        </div>
      )}
      <Rows
        of={samples}
        nothing={say("after.no-samples")}
        columns={[
          { title: say("after.drawn-on"), render: (_, s) => <Link to={`/samples/${s.id}`}>{say("after.sample-of", { day: fullDayOf(s.drawnOn, language) })}</Link> },
          { title: say("ui.status"), responsive: ["md"], render: (_, s) => <Status of={`sample-${s.status}`} /> },
          { title: say("after.checked"), render: (_, s) => say("after.checked-of", { checked: s.checked, cases: s.cases }) },
          { title: say("after.deviating"), align: "right", render: (_, s) => (s.deviating > 0 ? <span className="overdue">{s.deviating}</span> : 0) },
          { title: say("after.seed"), dataIndex: "seed", responsive: ["md"] },
        ]}
      />
    </div>
  );
}

function Percent({ name, label }: { name: string; label: string }) {
  const say = useSay();
  return (
    <Form.Item name={name} label={label} extra={say("after.share-by-rules")}>
      <InputNumber min={0} max={100} precision={0} className="wide" />
    </Form.Item>
  );
}
