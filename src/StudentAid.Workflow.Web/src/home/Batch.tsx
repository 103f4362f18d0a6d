import { useQuery } from "@tanstack/react-query";
import { Button, Form, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { Consequence } from "@/cases/ActSheet";
import { useControls, useFirst } from "@/cases/controls";
import { fieldLabel } from "@/cases/fields";
import { askedOf, sentOf } from "@/cases/hands";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { clean, type Schema } from "@/ui/form/schema";
import { Shown } from "@/ui/Refused";
import { KeptForm, leave, useSheetAct } from "@/ui/Sheet";

type Task = Api["TaskView"];

interface BatchProps {
  tasks: Task[];
  /** What of one's own tasks is shown; undefined where it is narrower, or another's, than a job can take. */
  filter: { unit?: string | undefined; overdue?: boolean | undefined } | undefined;
  begun: (job: string) => void;
}

/** The act and to which it is done; the act's own answers stand beside it. */
interface Wanted {
  batch: { verb: string; all?: boolean };
}

/** One act on the chosen tasks, or on all that match the filter; it is done as a job, each with its own answer. */
export function Batch({ tasks, ...props }: BatchProps) {
  const say = useSay();
  const first = tasks[0];
  const same = tasks.every((t) => t.activity === first?.activity && t.round === first.round);
  const [open, setOpen] = useState(false);
  if (!first || first.streamKind !== "instance") return null;
  return (
    <>
      <Button disabled={!same} title={same ? undefined : say("home.batch-same")} onClick={() => setOpen(true)}>
        {say("home.batch", { count: tasks.length })}
      </Button>
      <Asked tasks={tasks} first={first} {...props} open={open} close={() => setOpen(false)} />
    </>
  );
}

interface AskedProps extends BatchProps {
  first: Task;
  open: boolean;
  close: () => void;
}

function Asked({ tasks, first, filter, begun, open, close }: AskedProps) {
  const say = useSay();
  // Just what the job would take: one round and one step, whatever else the page shows.
  const taken = { round: first.round, activity: first.activity, ...(filter?.unit ? { unit: filter.unit } : {}), ...(filter?.overdue ? { overdue: true } : {}) };
  const counts = useQuery({ queryKey: ["tasks", "counts", false, taken], queryFn: () => body(api.GET("/api/tasks/counts", { params: { query: taken } })), enabled: open && filter !== undefined });
  const matching = (counts.data?.items ?? []).reduce((sum, c) => sum + c.count, 0);
  const actions = useQuery({ queryKey: ["cases", first.stream, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: first.stream } } })), enabled: open });
  const offered = actions.data?.items.find((t) => t.task === first.id)?.actions ?? [];
  const act = useSheetAct<Wanted, Pick<Api["JobView"], "id">>({
    send: ({ batch: { verb, all }, ...given }, how) => {
      const action = offered.find((x) => x.verb === verb)!;
      const which = all ? { all: taken } : { tasks: tasks.map((t) => ({ id: t.id, etag: t.etag })) };
      return body(api.POST("/api/jobs", { params: how, body: { work: "tasks", verb, input: sentOf(action, clean(askedOf(action), given)), ...which } as Api["JobInput"] }));
    },
    done: (job) => {
      close();
      begun(job.id);
    },
  });
  const shut = () => {
    leave(act);
    close();
  };
  return (
    <Modal open={open} title={say("home.batch", { count: tasks.length })} onCancel={shut} footer={null} width={520} destroyOnHidden>
      {/* Its form stands there only with its fields: of an empty one there is nothing to ask the server. */}
      <Shown of={actions}>
        {() => (
          <KeptForm<Wanted, Pick<Api["JobView"], "id">> act={act} label={say("home.batch-begin")} weighed beside={tasks.map((t) => [t.id, t.etag])}>
            <Asking first={first} offered={offered} count={tasks.length} matching={matching} />
          </KeptForm>
        )}
      </Shown>
    </Modal>
  );
}

function Asking({ first, offered, count, matching }: { first: Task; offered: Api["TaskAction"][]; count: number; matching: number }) {
  const say = useSay();
  const [language] = useLanguage();
  const beginWith = useFirst();
  const form = Form.useFormInstance<Wanted>();
  const verb = Form.useWatch<string | undefined>(["batch", "verb"], form);
  const action = offered.find((x) => x.verb === verb);
  const schema = action && askedOf(action);
  const control = useControls(action?.reasons, verb === undefined ? undefined : { task: first.id, verb });
  const choose = (next: string) => {
    const asked = offered.find((x) => x.verb === next)?.input as Schema | undefined;
    if (asked) form.setFieldsValue(beginWith(asked));
  };
  return (
    <>
      {matching > count && (
        <Form.Item name={["batch", "all"]} initialValue={false} className="below">
          <Radio.Group
            aria-label={say("home.batch-which")}
            options={[
              { value: false, label: say("home.batch-chosen", { count }) },
              { value: true, label: say("home.batch-all", { count: matching }) },
            ]}
          />
        </Form.Item>
      )}
      <Form.Item name={["batch", "verb"]} label={say("ui.act")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select onChange={choose} options={offered.map((x) => ({ value: x.verb, label: textOf(x.label, language) }))} />
      </Form.Item>
      {action && <Consequence action={action} />}
      {schema && <Fields schema={schema} path={[]} label={(name) => fieldLabel(say, name)} control={control} />}
    </>
  );
}
