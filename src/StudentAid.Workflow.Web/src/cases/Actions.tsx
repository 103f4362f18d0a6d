import { useQuery } from "@tanstack/react-query";
import { Button, Card } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { lastDayOf } from "@/ui/time";
import { ActSheet } from "./ActSheet";

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
  const [language] = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type={action.tone === "primary" ? "primary" : "default"} danger={action.tone === "danger"} onClick={() => setOpen(true)}>
        {textOf(action.label, language)}
      </Button>
      <ActSheet task={task} action={action} open={open} close={() => setOpen(false)} />
    </>
  );
}
