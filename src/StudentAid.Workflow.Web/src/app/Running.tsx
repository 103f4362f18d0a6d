import { SyncOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Badge, Button, Popover } from "antd";
import { lazy, Suspense, useState } from "react";
import { api, body } from "@/api/client";
import { useSay, type Key } from "./texts";

const Job = lazy(() => import("@/jobs/Job").then((m) => ({ default: m.Job })));

const Often = 3000;
const Most = 5;

const works: Record<string, Key> = { tasks: "app.job-tasks", archive: "app.job-archive", import: "app.job-import", rows: "app.job-rows", retention: "app.job-retention" };

/** Long work of mine: how many are under way, and behind it the latest with progress, stop, and once more. Not there for who has none. */
export function Running() {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const asked = useQuery({
    queryKey: ["jobs"],
    queryFn: () => body(api.GET("/api/jobs")),
    refetchInterval: (query) => (query.state.data?.items.some((j) => j.status === "open") ? Often : false),
  });
  const jobs = asked.data?.items ?? [];
  if (jobs.length === 0) return null;
  const running = jobs.filter((j) => j.status === "open");
  const shown = [...running, ...jobs.filter((j) => j.status !== "open")].slice(0, Math.max(running.length, Most));
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <Suspense fallback={null}>
          <div className="bell stack">
            {shown.map((j) => (
              <section key={j.id} aria-label={say(works[j.work] ?? "app.job-other")}>
                <strong>{say(works[j.work] ?? "app.job-other")}</strong>
                <Job id={j.id} />
              </section>
            ))}
          </div>
        </Suspense>
      }
    >
      <Badge count={running.length} size="small" offset={[-4, 6]}>
        <Button type="text" icon={<SyncOutlined />} aria-label={say("app.jobs", { count: running.length })} />
      </Badge>
    </Popover>
  );
}
