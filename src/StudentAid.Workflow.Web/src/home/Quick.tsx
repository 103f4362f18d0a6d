import { useQuery } from "@tanstack/react-query";
import { api, body, type Api } from "@/api/client";
import { ActSheet } from "@/cases/ActSheet";

export type Stroke = "primary" | "danger";

/** The act behind a key: the task's first one of that tone, agree or return, with its sheet before it is done. */
export function Quick({ task, tone, close }: { task: Api["TaskView"]; tone: Stroke; close: () => void }) {
  const actions = useQuery({ queryKey: ["cases", task.stream, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: task.stream } } })) });
  const offered = actions.data?.items.find((t) => t.task === task.id);
  const action = offered?.actions.find((a) => a.tone === tone) ?? (tone === "primary" ? offered?.actions[0] : undefined);
  return offered && action ? <ActSheet task={offered} action={action} open close={close} /> : null;
}
