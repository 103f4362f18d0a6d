import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Descriptions, Form, Input } from "antd";
import { useState } from "react";
import { useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { ChangePassword, Enrol } from "@/app/FirstThings";
import { useSigning } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { Refused, Shown } from "@/ui/Refused";
import { momentOf } from "@/ui/time";

/** One's own account: login, password, second factor, and where one is signed in. */
export default function OwnAccount() {
  const say = useSay();
  const account = useQuery({ queryKey: ["account"], queryFn: () => body(api.GET("/api/account")) });
  return (
    <Shown of={account}>
      {(a) => (
        <div className="stack">
          <Card title={say("app.account-login")}>
            {a.password ? <Descriptions column={1} size="small" items={[{ key: "login", label: say("app.login"), children: a.login ?? "" }]} /> : <p>{say("app.account-no-password")}</p>}
          </Card>
          {a.password && <Password />}
          {a.password && <SecondFactor account={a} />}
          {a.password && <Sessions sessions={a.sessions} />}
        </div>
      )}
    </Shown>
  );
}

function Password() {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  return (
    <Card title={say("app.password")}>
      {done && <Alert type="success" showIcon role="status" title={say("app.password-changed")} />}
      {open ? <ChangePassword done={() => (setOpen(false), setDone(true))} /> : <Button onClick={() => (setOpen(true), setDone(false))}>{say("app.change-password-do")}</Button>}
    </Card>
  );
}

function SecondFactor({ account }: { account: Api["OwnAccount"] }) {
  const say = useSay();
  const [enrolling, setEnrolling] = useState(false);
  const [dropping, setDropping] = useState(false);
  const drop = useAct(
    (code: string) => body(api.POST("/api/account/second-factor/drop", { body: { code } })),
    () => setDropping(false),
  );
  return (
    <Card title={say("app.second-factor")}>
      <p>{say(account.secondFactor ? "app.factor-on" : account.must ? "app.factor-must" : "app.factor-off", { count: account.recoveryLeft })}</p>
      {!account.secondFactor && !enrolling && (
        <Button type="primary" onClick={() => setEnrolling(true)}>
          {say("app.enrol")}
        </Button>
      )}
      {enrolling && <Enrol done={() => setEnrolling(false)} />}
      {account.secondFactor && !enrolling && !dropping && <Button onClick={() => setDropping(true)}>{say("app.factor-drop")}</Button>}
      {dropping && (
        <Form layout="vertical" requiredMark={false} onFinish={(v: { code: string }) => drop.mutate(v.code)}>
          <Form.Item name="code" label={say("app.second-factor")} rules={[{ required: true, message: say("app.second-factor-needed") }]}>
            <Input autoComplete="one-time-code" inputMode="numeric" />
          </Form.Item>
          <Refused error={drop.error} />
          <Button danger htmlType="submit" loading={drop.isPending}>
            {say("app.factor-drop")}
          </Button>
        </Form>
      )}
    </Card>
  );
}

function Sessions({ sessions }: { sessions: Api["SessionRow"][] }) {
  const say = useSay();
  const [language] = useLanguage();
  const { leave } = useSigning();
  const end = useAct(
    () => api.POST("/api/account/end-sessions"),
    () => void leave(),
  );
  return (
    <Card title={say("app.sessions")}>
      <ul className="today">
        {sessions.map((s) => (
          <li key={s.began}>
            {say(s.current ? "app.session-this" : s.public ? "app.session-public" : "app.session-other", { began: momentOf(s.began, language), ends: momentOf(s.ends, language) })}
          </li>
        ))}
      </ul>
      <Refused error={end.error} />
      <Button className="below" loading={end.isPending} onClick={() => end.mutate(undefined)}>
        {say("app.sessions-end")}
      </Button>
    </Card>
  );
}
