import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import type { Chosen } from "@/cases/ActSheet";

interface Struck {
  task: Api["TaskView"];
  tone: "primary" | "danger";
}

/** The act behind a key: the task's first one of that tone, agree or return. It is looked up once, so that its sheet stays as it was opened whatever becomes of the task; where there is none, that is said. */
export function useStroke(choose: (of: Chosen) => void) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    // Offline it fails at once: else no key would do anything until the network is back.
    networkMode: "always",
    mutationFn: ({ task: { stream } }: Struck) =>
      queries.fetchQuery({ queryKey: ["cases", stream, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: stream } } })), networkMode: "always" }),
    onSuccess: ({ items }, { task, tone }) => {
      const offered = items.find((t) => t.task === task.id);
      const action = offered?.actions.find((a) => a.tone === tone) ?? (tone === "primary" ? offered?.actions[0] : undefined);
      if (offered && action) choose({ task: offered, action });
      else void message.info(say("home.no-such-act"));
    },
  });
}
