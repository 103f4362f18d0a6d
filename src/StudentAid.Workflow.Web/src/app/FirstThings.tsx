import { Alert, Button, Form, Input, Space, Typography } from "antd";
import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { api, body, type Api } from "@/api/client";
import { QrCode } from "@/ui/qr/QrCode";
import { Refused } from "@/ui/Refused";
import { NewPassword, Send } from "./PasswordSignIn";
import { useSigning } from "./session";
import { useSay } from "./texts";

/** What must be done before anything else: another password, or a second factor. */
export function FirstThings({ limit }: { limit: string }) {
  const say = useSay();
  const { leave } = useSigning();
  return (
    <Space orientation="vertical" size={16} className="wide">
      {limit === "change-password" ? <ChangePassword /> : <Enrol />}
      <Button type="link" onClick={() => void leave()}>{say("app.leave")}</Button>
    </Space>
  );
}

/** Who is signed in, and how, is asked again. */
function useGoOn() {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ["session"] });
    await queries.invalidateQueries({ queryKey: ["me"] });
    await queries.invalidateQueries({ queryKey: ["account"] });
  };
}

/** Another password in place of the old; where it must be changed before anything else, it says why. */
export function ChangePassword({ done }: { done?: () => void }) {
  const say = useSay();
  const goOn = useGoOn();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (typed: { old: string; password: string }) => {
    setBusy(true);
    setError(undefined);
    try {
      await api.POST("/api/account/password", { body: { old: typed.old, password: typed.password } });
      await goOn();
      done?.();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <>
      {!done && <Typography.Title level={2}>{say("app.change-password")}</Typography.Title>}
      {!done && <Alert type="info" showIcon title={say("app.change-password-why")} />}
      <Form<{ old: string; password: string }> layout="vertical" onFinish={(v) => void send(v)} requiredMark={false}>
        <Form.Item name="old" label={say("app.old-password")} rules={[{ required: true, message: say("app.password-needed") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPassword />
        <Send error={error} busy={busy} label={say("app.change-password-do")} />
      </Form>
    </>
  );
}

/** An authenticator app bound to the account; its recovery codes are shown once. */
export function Enrol({ done }: { done?: () => void }) {
  const say = useSay();
  const goOn = useGoOn();
  const [enrolment, setEnrolment] = useState<Api["Enrolment"]>();
  const [recovery, setRecovery] = useState<readonly string[]>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  if (recovery)
    return (
      <>
        <Typography.Title level={2}>{say("app.recovery")}</Typography.Title>
        <Alert type="warning" showIcon title={say("app.recovery-what")} />
        <ul className="recovery">{recovery.map((code) => <li key={code}>{code}</li>)}</ul>
        <Button type="primary" block onClick={() => void goOn().then(done)}>{say("app.recovery-kept")}</Button>
      </>
    );
  return (
    <>
      {!done && <Typography.Title level={2}>{say("app.enrol")}</Typography.Title>}
      <p>{say(done ? "app.enrol-why" : "app.enrol-what")}</p>
      {!enrolment && (
        <>
          <Refused error={error} />
          <Button type="primary" block loading={busy} onClick={() => void run(async () => setEnrolment(await body(api.POST("/api/account/second-factor"))))}>
            {say("app.enrol-begin")}
          </Button>
        </>
      )}
      {enrolment && (
        <>
          <p>{say("app.enrol-scan")}</p>
          <QrCode text={enrolment.uri} label={say("app.enrol-qr")} />
          <p>
            <a href={enrolment.uri}>{say("app.enrol-open")}</a>
          </p>
          <p>
            {say("app.enrol-secret")} <code className="secret">{enrolment.secret}</code>
          </p>
          <Form<{ code: string }>
            layout="vertical"
            requiredMark={false}
            onFinish={(v) => void run(async () => setRecovery((await body(api.POST("/api/account/second-factor/confirm", { body: { code: v.code } }))).recovery))}
          >
            <Form.Item name="code" label={say("app.second-factor")} rules={[{ required: true, message: say("app.second-factor-needed") }]}>
              <Input autoComplete="one-time-code" inputMode="numeric" />
            </Form.Item>
            <Send error={error} busy={busy} label={say("app.enrol-confirm")} />
          </Form>
        </>
      )}
    </>
  );
}
