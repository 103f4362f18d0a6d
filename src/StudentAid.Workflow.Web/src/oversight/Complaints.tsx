import { useQuery } from "@tanstack/react-query";
import { Form, Input, Radio, Select, Table } from "antd";
import { Link } from "react-router";
import { api, body } from "@/api/client";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Cursors } from "@/ui/Cursors";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayOf } from "@/ui/time";
import { channelOf, channels } from "./channels";
import { Due } from "./Due";
import { Filter, useFilter } from "./Filter";
import { useSchools } from "./schools";
import { Words } from "./Words";

const statuses: Record<string, Key> = {
  filed: "ui.status-complaint-filed",
  accepted: "ui.status-complaint-accepted",
  handling: "ui.status-complaint-handling",
  answered: "ui.status-complaint-answered",
};

/** Complaints at the schools whose complaints one handles, without their words; filter and page stand in the address. */
export function Complaints() {
  const say = useSay();
  const [language] = useLanguage();
  const { status, overdue, query } = useFilter();
  const complaints = useQuery({ queryKey: ["complaints", query], queryFn: () => body(api.GET("/api/complaints", { params: { query } })), placeholderData: (before) => before });
  return (
    <div className="stack">
      <div className="strip">
        <Filter statuses={statuses} />
        <TakeDown />
      </div>
      <Shown of={complaints}>
        {(page) => (
          <>
            {page.items.length === 0 ? (
              <Nothing text={say(status || overdue ? "ui.nothing-filtered" : "oversight.no-complaints")} />
            ) : (
              <Table
                rowKey="id"
                size="middle"
                pagination={false}
                dataSource={page.items}
                columns={[
                  { title: say("oversight.complaint"), render: (_, c) => <Link to={`/oversight/complaints/${c.id}`}>{say("oversight.complaint-at", { school: textOf(c.schoolName, language), day: dayOf(c.filedOn, language) })}</Link> },
                  { title: say("ui.status"), render: (_, c) => <Status of={`complaint-${c.status}`} /> },
                  { title: say("oversight.answer-by"), render: (_, c) => <Due day={c.due} overdue={c.overdue} /> },
                  { title: say("oversight.channel"), responsive: ["md"], render: (_, c) => say(channelOf(c.channel)) },
                  { title: say("oversight.who"), responsive: ["md"], render: (_, c) => say(c.anonymous ? "oversight.anonymous" : "oversight.with-contact") },
                ]}
              />
            )}
            <Cursors previous={page.previous} next={page.next} />
          </>
        )}
      </Shown>
    </div>
  );
}

/** A complaint that came by telephone, letter or in person is put on record for whoever made it. */
function TakeDown() {
  const say = useSay();
  const schools = useSchools();
  const by = Object.keys(channels).filter((c) => c !== "web");
  return (
    <Act<{ school: string; channel: string; text: string; contact?: string }>
      label={say("oversight.take-down")}
      what={say("oversight.take-down-what")}
      initial={{ channel: "telephone", ...(schools.length === 1 ? { school: schools[0]!.value } : {}) }}
      send={(v, how) => body(api.POST("/api/complaints", { params: how, body: { ...v, contact: v.contact ?? "" } }))}
    >
      <Form.Item name="school" label={say("oversight.school")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select showSearch={{ optionFilterProp: "label" }} options={schools} />
      </Form.Item>
      <Form.Item name="channel" label={say("oversight.channel")}>
        <Radio.Group options={by.map((c) => ({ value: c, label: say(channels[c]!) }))} />
      </Form.Item>
      <Words label={say("oversight.complaint-text")} most={4000} />
      <Form.Item name="contact" label={say("oversight.contact")} extra={say("oversight.contact-what")}>
        <Input maxLength={100} />
      </Form.Item>
    </Act>
  );
}
