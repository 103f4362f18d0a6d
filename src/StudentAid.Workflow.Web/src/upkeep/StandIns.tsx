import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Select, Table } from "antd";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useReader } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { usePrincipals } from "@/operations/principals";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";
import { dayAt, dayOf, lastDayOf } from "@/ui/time";

type Standing = Api["SubstitutionView"];

/** Who stands in for whom on which days. For oneself, or for whoever one's units keep. */
export function StandIns({ everybody }: { everybody: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const me = useReader()!;
  const standing = useQuery({ queryKey: ["substitutions"], queryFn: () => body(api.GET("/api/substitutions")) });
  return (
    <div className="stack">
      <Name everybody={everybody} />
      <Shown of={standing}>
        {(page) =>
          page.items.length === 0 ? (
            <Nothing text={say("upkeep.no-stand-ins")} />
          ) : (
            <Table<Standing>
              rowKey={(s) => s.of + s.substitute + s.begins}
              size="middle"
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              dataSource={page.items}
              columns={[
                { title: say("upkeep.stand-in-of"), dataIndex: "ofName" },
                { title: say("upkeep.stand-in"), dataIndex: "substituteName" },
                { title: say("upkeep.stand-in-days"), render: (_, s) => say("upkeep.stand-in-days-of", { from: dayOf(dayAt(s.begins), language), until: lastDayOf(s.ends, language) }) },
                { title: say("ui.act"), align: "right", render: (_, s) => (s.acts.includes("end") ? <End of={s} /> : <span className="quiet">{Date.parse(s.ends) <= Date.parse(me.now) && say("upkeep.stand-in-over")}</span>) },
              ]}
            />
          )
        }
      </Shown>
    </div>
  );
}

function End({ of }: { of: Standing }) {
  const say = useSay();
  const end = useAct((_: undefined, key) => body(api.POST("/api/substitutions/end", { params: { header: acting(key) }, body: { of: of.of, substitute: of.substitute } })));
  return (
    <>
      <Button size="small" danger aria-label={say("upkeep.stand-in-end-of", { name: of.substituteName, of: of.ofName })} loading={end.isPending} onClick={() => end.mutate(undefined)}>
        {say("upkeep.stand-in-end")}
      </Button>
      <Refused error={end.error} />
    </>
  );
}

interface Wanted {
  of: string;
  substitute: string;
  from: string;
  until: string;
}

/** Named beforehand, both days included. Who is alone in his unit is told whom to ask. */
function Name({ everybody }: { everybody: boolean }) {
  const say = useSay();
  const me = useReader()!;
  const staff = usePrincipals().list.filter((p) => !p.isMachine && p.grants.length > 0);
  const others = staff.filter((p) => everybody || p.id !== me.id);
  const today = dayAt(me.now);
  const choices = (all: typeof staff) => all.map((p) => ({ value: p.id, label: p.name }));
  if (!everybody && others.length === 0) return <Alert type="info" showIcon role="status" title={say("upkeep.stand-in-nobody")} />;
  return (
    <div className="strip">
      <Act<Wanted>
        tone="primary"
        label={say("upkeep.stand-in-name")}
        what={say("upkeep.stand-in-what")}
        initial={{ of: everybody ? undefined : me.id, from: today, until: today } as Partial<Wanted>}
        send={(v, how) => body(api.POST("/api/substitutions", { params: how, body: { ...v, of: everybody ? v.of : me.id } }))}
      >
        {everybody && (
          <Form.Item name="of" label={say("upkeep.stand-in-of")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select showSearch={{ optionFilterProp: "label" }} options={choices(staff)} />
          </Form.Item>
        )}
        <Form.Item name="substitute" label={say("upkeep.stand-in")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Select showSearch={{ optionFilterProp: "label" }} options={choices(others)} />
        </Form.Item>
        <Form.Item name="from" label={say("upkeep.stand-in-from")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Input type="date" min={today} />
        </Form.Item>
        <Form.Item name="until" label={say("upkeep.stand-in-until")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Input type="date" min={today} />
        </Form.Item>
      </Act>
    </div>
  );
}
