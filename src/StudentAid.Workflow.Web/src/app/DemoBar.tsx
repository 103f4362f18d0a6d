import { ClockCircleOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import { api } from "@/api/client";
import { useAct } from "@/api/act";
import { Refused } from "@/ui/Refused";
import { clockTime } from "@/ui/time";
import { useSigning } from "./session";
import { useLanguage, useSay } from "./texts";

/** The demonstration's clock, set forward by its two buttons, and the way back to the choice of roles. */
export function DemoBar({ now, signedIn = true }: { now: string; signedIn?: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const { leave } = useSigning();
  const move = useAct((to: string) => api.POST("/api/demo/clock", { body: { to } }));
  return (
    <section className="demo-bar" aria-label={say("app.demo")}>
      <span className="demo-time">
        <ClockCircleOutlined aria-hidden /> {say("app.demo-time", { time: clockTime(now, language) })}
      </span>
      {signedIn && (
        <Space size={8} wrap>
          <Button size="small" loading={move.isPending} onClick={() => move.mutate("hour")}>
            {say("app.next-hour")}
          </Button>
          <Button size="small" loading={move.isPending} onClick={() => move.mutate("working-day")}>
            {say("app.next-working-day")}
          </Button>
          <Button size="small" onClick={() => void leave()}>
            {say("app.other-role")}
          </Button>
        </Space>
      )}
      <Refused error={move.error} />
    </section>
  );
}
