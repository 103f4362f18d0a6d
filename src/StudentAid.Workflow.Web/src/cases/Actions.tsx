import { useQuery } from "@tanstack/react-query";
import { App, Button, Card, Form, Modal } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { clean, type Schema } from "@/ui/form/schema";
import { Refused, Shown } from "@/ui/Refused";
import { lastDayOf } from "@/ui/time";
import { fieldLabel } from "./fields";

type Action = Api["TaskAction"];
type Task = Api["ActionView"];

/** What this person may do now: one button for each verb, its form made of the verb's schema. */
export function Actions({ id }: { id: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const actions = useQuery({ queryKey: ["cases", id, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id } } })) });
  return (
    <Shown of={actions} rows={1}>
      {(a) =>
        a.items.length === 0 ? null : (
          <Card title={say("cases.actions")}>
            {a.items.map((task) => (
              <div key={task.task} className="strip" role="group" aria-label={textOf(task.title, language)}>
                <strong>{textOf(task.title, language)}</strong>
                {task.due && <span className="quiet">{say("ui.until", { day: lastDayOf(task.due, language) })}</span>}
                {task.actions.map((action) => (
                  <Act key={action.verb} task={task} action={action} />
                ))}
              </div>
            ))}
          </Card>
        )
      }
    </Shown>
  );
}

function Act({ task, action }: { task: Task; action: Action }) {
  const say = useSay();
  const [language] = useLanguage();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const schema = action.input as Schema;
  const label = textOf(action.label, language);
  const send = useAct(
    (input: unknown, key) =>
      body(
        api.POST("/api/tasks/{id}/{verb}", {
          params: { path: { id: task.task, verb: action.verb }, header: { ...acting(key), "If-Match": task.etag } },
          body: input,
        }),
      ),
    () => {
      setOpen(false);
      void message.success(say("cases.done", { label }));
    },
  );
  return (
    <>
      <Button type={action.tone === "primary" ? "primary" : "default"} danger={action.tone === "danger"} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal open={open} title={`${textOf(task.title, language)} · ${label}`} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form layout="vertical" onFinish={(v) => send.mutate(clean(schema, v))} requiredMark="optional">
          <Fields schema={schema} path={[]} label={(name) => fieldLabel(say, name)} />
          <Refused error={send.error} />
          <Button type="primary" htmlType="submit" danger={action.tone === "danger"} loading={send.isPending} className="below">
            {send.isPending ? say("ui.sending") : label}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
