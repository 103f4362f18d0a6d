import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { ActSheet } from "@/cases/ActSheet";

export type Stroke = "primary" | "danger";

export interface Struck {
  task: Api["TaskView"];
  tone: Stroke;
}

/** The sheet of the stroke that stands now, and of those that were not answered: closed, each keeps the key under which it went out. */
export function Strokes({ now, close }: { now: Struck | undefined; close: () => void }) {
  const [lost, setLost] = useState<Struck[]>([]);
  const others = lost.filter((s) => !now || nameOf(s) !== nameOf(now));
  const left = (of: Struck, unanswered = false) => {
    setLost((before) => [...before.filter((s) => nameOf(s) !== nameOf(of)), ...(unanswered ? [of] : [])]);
    close();
  };
  return [...others, ...(now ? [now] : [])].map((s) => <Quick key={nameOf(s)} {...s} open={s === now} close={(unanswered) => left(s, unanswered)} />);
}

const nameOf = ({ task, tone }: Struck): string => `${task.id} ${tone}`;

/** The act behind a key: the task's first one of that tone, agree or return, with its sheet before it is done. */
function Quick({ task, tone, open, close }: Struck & { open: boolean; close: (unanswered?: boolean) => void }) {
  const actions = useQuery({ queryKey: ["cases", task.stream, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: task.stream } } })) });
  const offered = actions.data?.items.find((t) => t.task === task.id);
  const action = offered?.actions.find((a) => a.tone === tone) ?? (tone === "primary" ? offered?.actions[0] : undefined);
  return offered && action ? <ActSheet task={offered} action={action} open={open} close={close} /> : null;
}
