import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Job } from "@/jobs/Job";
import { Refused } from "@/ui/Refused";
import type { Choices } from "./choices";
import type { WorkingCopy } from "./workingCopy";
import { withChoice, returned } from "./worksheet";

interface RowsBatchProps {
  roster: Api["RosterView"];
  copy: WorkingCopy;
  choices: Choices;
  chosen: string[];
  /** All rows that the filter leaves and that are still to be decided. */
  matching: string[];
}

interface Said {
  choice: string;
  opinion?: string;
  whole: boolean;
}

/** One verdict for the chosen rows or for all that the filter leaves: put onto the working copy by a job, with each row's own answer. It is no act. */
export function RowsBatch({ roster, copy, choices, chosen, matching }: RowsBatchProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [job, setJob] = useState<string>();
  const begin = useAct(
    async ({ choice, opinion = "", whole }: Said, key) => {
      await copy.flush();
      const { verdict, level, reason } = withChoice(returned, choice);
      const shownAt = (id: string) => Number(roster.worksheet?.rows.find((r) => r.key === id)?.version ?? 0);
      const input = { level, reason, opinion: opinion.trim() };
      const rows = (whole ? matching : chosen).map((id) => ({ case: id, shownAt: shownAt(id) }));
      return (await body(api.POST("/api/jobs", { params: { header: acting(key) }, body: { work: "rows", roster: roster.id, verb: verdict, input, rows } as unknown as Api["JobInput"] }))) as Api["JobView"];
    },
    (begun) => {
      setOpen(false);
      setJob(begun.id);
    },
  );
  const close = () => {
    setJob(undefined);
    void queries.invalidateQueries({ queryKey: ["rosters", roster.id] });
  };
  return (
    <>
      <Button disabled={matching.length === 0} onClick={() => setOpen(true)}>
        {chosen.length > 0 ? say("rosters.batch", { count: chosen.length }) : say("rosters.batch-all", { count: matching.length })}
      </Button>
      {job && <div className="wide"><Job id={job} close={close} /></div>}
      <Modal open={open} title={say("rosters.batch-title")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form layout="vertical" onFinish={(v: Said) => begin.mutate(v)} initialValues={{ whole: chosen.length === 0 }} requiredMark="optional">
          <p className="quiet">{say("rosters.batch-what")}</p>
          <Form.Item name="whole" label={say("rosters.batch-which")}>
            <Radio.Group
              options={[
                { value: false, label: say("rosters.batch", { count: chosen.length }), disabled: chosen.length === 0 },
                { value: true, label: say("rosters.batch-all", { count: matching.length }) },
              ]}
            />
          </Form.Item>
          <Form.Item name="choice" label={say("rosters.verdict")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select options={choices} />
          </Form.Item>
          <Form.Item name="opinion" label={say("rosters.reason")} extra={say("rosters.batch-reason")}>
            <Input maxLength={500} />
          </Form.Item>
          <Refused error={begin.error} />
          <Button type="primary" htmlType="submit" loading={begin.isPending} className="below">
            {say(begin.isPending ? "ui.sending" : "rosters.batch-begin")}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
