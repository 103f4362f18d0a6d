import { useQuery } from "@tanstack/react-query";
import { Form, Input, InputNumber, Select } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useSay, useLanguage } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Cursors } from "@/ui/Cursors";
import { Rows } from "@/ui/Rows";
import { dayOf } from "@/ui/time";
import { useFilter } from "./Filter";
import { Opened } from "./Opened";
import { useSchools } from "./schools";
import { Words } from "./Words";

/** Samples that the authority drew, with their seeds; the cases are read while a sample is open. */
export function Samples() {
  const say = useSay();
  const [language] = useLanguage();
  const { query: { cursor, size } } = useFilter();
  const asked = { ...(cursor ? { cursor } : {}), size };
  const samples = useQuery({ queryKey: ["authority-samples", asked], queryFn: () => body(api.GET("/api/oversight/samples", { params: { query: asked } })), placeholderData: (before) => before });
  return (
    <div className="stack">
      <div className="strip"><Draw /></div>
      <Rows
        of={samples}
        nothing={say("oversight.no-samples")}
        columns={[
          { title: say("oversight.sample"), render: (_, s) => <Link to={`/oversight/samples/${s.id}`}>{say("oversight.sample-at", { year: s.schoolYear, day: dayOf(s.drawnOn, language) })}</Link> },
          { title: say("oversight.seed"), responsive: ["md"], dataIndex: "seed" },
          { title: say("oversight.drawn"), render: (_, s) => say("oversight.drawn-of", { cases: String(s.cases), population: String(s.population) }) },
          { title: say("cases.read-until"), render: (_, s) => dayOf(s.until, language) },
        ]}
        below={(page) => <Cursors previous={page.previous} next={page.next} />}
      />
    </div>
  );
}

function Draw() {
  const say = useSay();
  const schools = useSchools();
  const needed = [{ required: true, message: say("ui.needed") }];
  return (
    <Act<Api["AuthoritySampleInput"]>
      tone="primary"
      label={say("oversight.draw")}
      what={say("oversight.draw-what")}
      initial={{ share: 5, parts: ["record"] }}
      send={(v, how) => body(api.POST("/api/oversight/samples", { params: how, body: v }))}
    >
      <Form.Item name="schools" label={say("oversight.school")} rules={needed}>
        <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={schools} />
      </Form.Item>
      <Form.Item name="schoolYear" label={say("oversight.school-year")} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="seed" label={say("oversight.seed")} extra={say("oversight.seed-what")} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="share" label={say("oversight.share")} rules={needed}>
        <InputNumber min={1} max={100} />
      </Form.Item>
      <Opened />
      <Words name="purpose" label={say("oversight.purpose")} most={500} rows={2} />
    </Act>
  );
}
