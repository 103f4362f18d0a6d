import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Progress, Space } from "antd";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused, Shown } from "@/ui/Refused";

const Often = 1000;

/** How far a job is, who failed and why, and what can be done about it. */
export function Job({ id, close }: { id: string; close?: () => void }) {
  const say = useSay();
  const job = useQuery({
    queryKey: ["jobs", id],
    queryFn: () => body(api.GET("/api/jobs/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.status === "open" ? Often : false),
  });
  const cancel = useAct((_: undefined, key) => body(api.POST("/api/jobs/{id}/cancel", { params: { path: { id }, header: acting(key) } })));
  const retry = useAct((_: undefined, key) => body(api.POST("/api/jobs/{id}/retry", { params: { path: { id }, header: acting(key) } })));
  return (
    <Shown of={job} rows={2}>
      {(j) => {
        const over = Number(j.done) + Number(j.failed);
        return (
          <Alert
            type={j.status === "open" ? "info" : Number(j.failed) > 0 ? "warning" : "success"}
            title={say("home.job", { done: Number(j.done), of: Number(j.total), failed: Number(j.failed) })}
            description={
              <div className="stack">
                <Progress aria-label={say("home.job-progress")} percent={Math.round((over / Math.max(1, Number(j.total))) * 100)} status={Number(j.failed) > 0 ? "exception" : undefined} showInfo={false} />
                {j.failures.length > 0 && (
                  <ul>
                    {j.failures.map((f) => (
                      <li key={f.item}>
                        <strong>{f.name}</strong> {f.sentence}
                      </li>
                    ))}
                  </ul>
                )}
                <Refused error={cancel.error ?? retry.error} />
                <Space>
                  {j.status === "open" && <Button onClick={() => cancel.mutate(undefined)}>{say("home.job-cancel")}</Button>}
                  {j.status !== "open" && Number(j.failed) > 0 && <Button onClick={() => retry.mutate(undefined)}>{say("home.job-retry")}</Button>}
                  {j.result && (
                    <a className="ant-btn-like" href={j.result}>
                      {say("home.job-file")}
                    </a>
                  )}
                  {j.status !== "open" && close && <Button onClick={close}>{say("ui.close")}</Button>}
                </Space>
              </div>
            }
          />
        );
      }}
    </Shown>
  );
}
