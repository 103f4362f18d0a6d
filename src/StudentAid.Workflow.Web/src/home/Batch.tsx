import { useQuery } from "@tanstack/react-query";
import { Button, Form, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { Consequence } from "@/cases/ActSheet";
import { useControls, useFirst } from "@/cases/controls";
import { fieldLabel } from "@/cases/fields";
import { askedOf, sentOf } from "@/cases/hands";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { clean, type Schema } from "@/ui/form/schema";
import { Refused, Shown } from "@/ui/Refused";

type Task = Api["TaskView"];

interface BatchProps {
  tasks: Task[];
  /** What of one's own tasks is shown; undefined where it is narrower, or another's, than a job can take. */
  filter: { unit?: string | undefined; overdue?: boolean | undefined } | undefined;
  begun: (job: string) => void;
}

/** One act on the chosen tasks, or on all that match the filter; it is done as a job, each with its own answer. */
export function Batch({ tasks, filter, begun }: BatchProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const first = tasks[0];
  const same = tasks.every((t) => t.activity === first?.activity && t.round === first.round);
  if (!first || first.streamKind !== "instance") return null;
  return (
    <>
      <Button disabled={!same} title={same ? undefined : say("home.batch-same")} onClick={() => setOpen(true)}>
        {say("home.batch", { count: tasks.length })}
      </Button>
      <Modal open={open} title={say("home.batch", { count: tasks.length })} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Sheet tasks={tasks} first={first} filter={filter} begun={(id) => (setOpen(false), begun(id))} />
      </Modal>
    </>
  );
}

function Sheet({ tasks, first, filter, begun }: BatchProps & { first: Task }) {
  const say = useSay();
  const [language] = useLanguage();
  const beginWith = useFirst();
  const [form] = Form.useForm();
  const [verb, setVerb] = useState<string>();
  const [all, setAll] = useState(false);
  // Just what the job would take: one round and one step, whatever else the page shows.
  const taken = { round: first.round, activity: first.activity, ...(filter?.unit ? { unit: filter.unit } : {}), ...(filter?.overdue ? { overdue: true } : {}) };
  const counts = useQuery({ queryKey: ["tasks", "counts", false, taken], queryFn: () => body(api.GET("/api/tasks/counts", { params: { query: taken } })), enabled: filter !== undefined });
  const matching = (counts.data?.items ?? []).reduce((sum, c) => sum + c.count, 0);
  const actions = useQuery({ queryKey: ["cases", first.stream, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: first.stream } } })) });
  const control = useControls(actions.data?.items.find((t) => t.task === first.id)?.actions.find((x) => x.verb === verb)?.reasons, verb === undefined ? undefined : { task: first.id, verb });
  const choose = (next: string, asked: Schema | undefined) => {
    setVerb(next);
    form.setFieldsValue(asked ? beginWith(asked) : {});
  };
  const begin = useAct(
    async (input: unknown, key) => {
      const which = all ? { all: taken } : { tasks: tasks.map((t) => ({ id: t.id, etag: t.etag })) };
      return (await body(api.POST("/api/jobs", { params: { header: acting(key) }, body: { work: "tasks", verb: verb!, input, ...which } as Api["JobInput"] }))) as Api["JobView"];
    },
    (job) => begun(job.id),
  );
  return (
    <Shown of={actions}>
      {(a) => {
        const offered = a.items.find((t) => t.task === first.id)?.actions ?? [];
        const action = offered.find((x) => x.verb === verb);
        const schema = action && askedOf(action);
        return (
          <Form form={form} layout="vertical" onFinish={(v) => schema && begin.mutate(sentOf(action, clean(schema, v)))} requiredMark="optional">
            {matching > tasks.length && (
              <Radio.Group
                value={all}
                onChange={(e) => setAll(e.target.value as boolean)}
                options={[
                  { value: false, label: say("home.batch-chosen", { count: tasks.length }) },
                  { value: true, label: say("home.batch-all", { count: matching }) },
                ]}
              />
            )}
            <Form.Item label={say("ui.act")} htmlFor="batch-verb" required className="below">
              <Select id="batch-verb" value={verb} onChange={(v: string) => choose(v, offered.find((x) => x.verb === v)?.input as Schema | undefined)} options={offered.map((x) => ({ value: x.verb, label: textOf(x.label, language) }))} />
            </Form.Item>
            {action && <Consequence action={action} />}
            {schema && <Fields schema={schema} path={[]} label={(name) => fieldLabel(say, name)} control={control} />}
            <Refused error={begin.error} />
            <Button type="primary" htmlType="submit" disabled={!action} loading={begin.isPending}>
              {say(begin.isPending ? "ui.sending" : "home.batch-begin")}
            </Button>
          </Form>
        );
      }}
    </Shown>
  );
}
