import { useQuery } from "@tanstack/react-query";
import { Form, InputNumber, Select, Table } from "antd";
import { api, body, type Api } from "@/api/client";
import { useUnitList, useUnits } from "@/api/reading";
import { useCarriesAt, useUnitOf } from "@/app/duties";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Paper } from "@/ui/Paper";
import { Shown } from "@/ui/Refused";

type Given = Api["PlacesView"];

interface OfYear {
  procedure: string;
  year: string;
}

const isAbove = (above: string, unit: string): boolean => above !== unit && unit.startsWith(above);

/** Places of an award by unit: what each got from above, gave on, took and has left. */
export function Places({ procedure, year }: OfYear) {
  const say = useSay();
  const unit = useUnits();
  const allots = useUnitOf("allot-places");
  const places = useQuery({ queryKey: ["quotas", procedure, year], queryFn: () => body(api.GET("/api/quotas", { params: { query: { procedure, schoolYear: year } } })) });
  return (
    <Shown of={places}>
      {(rows) => (
        <div className="stack">
          {allots && (
            <div className="strip">
              <Allot procedure={procedure} year={year} rows={rows} at={allots} />
            </div>
          )}
          {rows.length === 0 ? (
            <Nothing text={say(allots ? "funds.no-places-yet" : "funds.no-places")} />
          ) : (
            <Table<Given>
              rowKey="unit"
              size="middle"
              pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
              dataSource={rows}
              columns={[
                { title: say("ui.unit"), render: (_, p) => unit(p.unit) || say("funds.other-unit") },
                { title: say("funds.places"), align: "right", dataIndex: "places" },
                { title: say("funds.given-on"), align: "right", dataIndex: "givenOn" },
                { title: say("funds.taken"), align: "right", dataIndex: "taken" },
                { title: say("funds.places-left"), align: "right", render: (_, p) => <strong>{p.places - Number(p.givenOn) - p.taken}</strong> },
                { title: say("funds.from"), responsive: ["md"], render: (_, p) => (p.from ? unit(p.from) || say("funds.other-unit") : say("funds.from-top")) },
              ]}
            />
          )}
        </div>
      )}
    </Shown>
  );
}

interface Wanted {
  unit: string;
  places: number;
  paper: string;
}

/** Places for a unit, out of those of the nearest unit above that has any; the server says where there are too few. */
function Allot({ procedure, year, rows, at }: OfYear & { rows: Given[]; at: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const allots = useCarriesAt("allot-places");
  const units = (useUnitList().data?.items ?? []).filter((u) => u.path.startsWith(at) && allots(u.path) && (u.kind === "school" || u.kind === "authority" || u.path === at));
  const from = (unit: string): string => rows.find((r) => r.unit === unit)?.from ?? rows.map((r) => r.unit).filter((u) => isAbove(u, unit)).sort((a, b) => b.length - a.length)[0] ?? "";
  return (
    <Act<Wanted>
      tone="primary"
      label={say("funds.allot")}
      what={say("funds.allot-what", { year })}
      send={(v, how) => body(api.POST("/api/quotas", { params: how, body: { procedure, schoolYear: year, unit: v.unit, places: v.places, paper: v.paper, from: from(v.unit) } }))}
    >
      <Form.Item name="unit" label={say("ui.unit")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select showSearch={{ optionFilterProp: "label" }} options={units.map((u) => ({ value: u.path, label: textOf(u.name, language) }))} />
      </Form.Item>
      <Form.Item name="places" label={say("funds.places")} extra={say("funds.places-what")} rules={[{ required: true, message: say("ui.needed") }]}>
        <InputNumber min={0} max={1_000_000} precision={0} className="wide" />
      </Form.Item>
      <Paper name="paper" label={say("funds.plan")} whose={{ unit: at }} category="places-plan" />
    </Act>
  );
}
