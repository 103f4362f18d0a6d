import { Card, Form, Input, Select } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Job } from "@/jobs/Job";
import { usePrincipals } from "@/operations/principals";
import { Act } from "@/ui/Act";

interface Wanted {
  holder: string;
  to: string;
  reason: string;
}

/** Everything that one who leaves has in hand goes to another of the same post, item by item; what could not be handed over says why. */
export function Leaver() {
  const say = useSay();
  const [job, setJob] = useState<string>();
  const staff = usePrincipals().list.filter((p) => !p.isMachine && p.grants.length > 0);
  const choices = staff.map((p) => ({ value: p.id, label: p.name }));
  return (
    <Card title={say("upkeep.leaver")} type="inner">
      <p className="quiet">{say("upkeep.leaver-sentence")}</p>
      {job && <div className="stack-below"><Job id={job} close={() => setJob(undefined)} /></div>}
      <Act<Wanted>
        label={say("upkeep.leaver-do")}
        what={say("upkeep.leaver-what")}
        weighed
        send={({ holder, ...input }, how) => body(api.POST("/api/jobs", { params: how, body: { work: "tasks", verb: "transfer", input, all: { holder } } as Api["JobInput"] }))}
        done={(begun) => setJob((begun as Api["JobView"]).id)}
      >
        <Form.Item name="holder" label={say("upkeep.leaver-who")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Select showSearch={{ optionFilterProp: "label" }} options={choices} />
        </Form.Item>
        <Form.Item name="to" label={say("upkeep.leaver-to")} extra={say("upkeep.leaver-to-what")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Select showSearch={{ optionFilterProp: "label" }} options={choices} />
        </Form.Item>
        <Form.Item name="reason" label={say("ui.reason")} rules={[{ required: true, whitespace: true, message: say("ui.reason-needed") }]}>
          <Input maxLength={200} />
        </Form.Item>
      </Act>
    </Card>
  );
}
