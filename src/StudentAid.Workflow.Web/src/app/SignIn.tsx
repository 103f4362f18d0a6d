import { Button, Card, Collapse, Form, Input, Space, Typography } from "antd";
import { useState } from "react";
import type { Api } from "@/api/client";
import { Refused, Shown } from "@/ui/Refused";
import { DemoBar } from "./DemoBar";
import { FirstThings } from "./FirstThings";
import { Switches } from "./Frame";
import { PasswordSignIn } from "./PasswordSignIn";
import { useSession, useSigning } from "./session";
import { textOf, useLanguage, useSay } from "./texts";

/** Before the door: a demonstration's roles by school, and the key. */
export function SignIn() {
  const say = useSay();
  const session = useSession();
  return (
    <main className="sign-in" id="content">
      {session.data?.demo && <DemoBar now={session.data.now} signedIn={false} />}
      <div className="sign-in-switches">
        <Switches />
      </div>
      <div className="sign-in-head">
        <img src="/favicon.svg" alt="" width={44} height={44} />
        <Typography.Title level={1}>{say("app.product")}</Typography.Title>
        <p>{say("app.claim")}</p>
      </div>
      <Shown of={session}>
        {(s) => (s.limit ? <Card className="sign-in-card"><FirstThings limit={s.limit} /></Card> : s.demo ? <Roles roles={s.roles} /> : <Card className="sign-in-card"><PasswordSignIn /></Card>)}
      </Shown>
      {session.data && !session.data.limit && (
        <Collapse
          ghost
          className="sign-in-card"
          items={[
            ...(session.data.demo ? [{ key: "password", label: say("app.by-password"), children: <PasswordSignIn /> }] : []),
            { key: "key", label: say("app.by-key"), children: <ByKey /> },
          ]}
        />
      )}
    </main>
  );
}

function Roles({ roles }: { roles: Api["DemoRole"][] }) {
  const say = useSay();
  const [language] = useLanguage();
  const { enter } = useSigning();
  const [error, setError] = useState<unknown>();
  const [going, setGoing] = useState("");
  const schools = new Map<string, Api["DemoRole"][]>();
  for (const role of roles) {
    const school = textOf(role.school ?? "", language) || say("app.above-schools");
    schools.set(school, [...(schools.get(school) ?? []), role]);
  }
  const choose = async (role: Api["DemoRole"]) => {
    setGoing(role.principal);
    try {
      await enter({ principal: role.principal });
      if (role.family) window.location.assign("/family");
    } catch (e) {
      setError(e);
      setGoing("");
    }
  };
  return (
    <section aria-label={say("app.choose-role")} className="roles">
      <Refused error={error} />
      {[...schools].sort((a, b) => b[1].length - a[1].length).map(([school, people]) => (
        <Card key={school} title={school} size="small">
          <div className="role-grid">
            {people.map((p) => (
              <Button key={p.principal} className="role" loading={going === p.principal} onClick={() => void choose(p)}>
                <span className="role-name">{p.name}</span>
                <span className="role-what">
                  {[textOf(p.unit ?? "", language), p.family ? say("app.role-family") : textOf(p.roleName ?? "", language)].filter(Boolean).join(" · ")}
                </span>
              </Button>
            ))}
          </div>
        </Card>
      ))}
    </section>
  );
}

function ByKey() {
  const say = useSay();
  const { enter } = useSigning();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async ({ key }: { key: string }) => {
    setBusy(true);
    setError(undefined);
    try {
      await enter({ key });
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form layout="vertical" onFinish={(v: { key: string }) => void send(v)} requiredMark={false}>
      <Form.Item name="key" label={say("app.key")} rules={[{ required: true, message: say("app.key-needed") }]} extra={say("app.key-where")}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Space orientation="vertical" size={12} className="wide">
        <Refused error={error} />
        <Button type="primary" htmlType="submit" loading={busy}>
          {say("app.enter")}
        </Button>
      </Space>
    </Form>
  );
}
