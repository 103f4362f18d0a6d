import { Alert, Button, Checkbox, Form, Input, Segmented, Space } from "antd";
import { useState } from "react";
import { api, Refusal } from "@/api/client";
import { Refused } from "@/ui/Refused";
import { useSession, useSigning } from "./session";
import { useSay, type Key } from "./texts";

type Way = "password" | "activate";

/** What signs in, where it is not as ever. */
export type Enter = ReturnType<typeof useSigning>["enter"];

/** Sign-in by login id and password, the first sign-in with a code, and the school's own, where there is one. */
export function PasswordSignIn({ back = "/", enter }: { back?: "/" | "/family"; enter?: Enter }) {
  const say = useSay();
  const session = useSession();
  const [way, setWay] = useState<Way>("password");
  const [login, setLogin] = useState("");
  const [ready, setReady] = useState(false);
  const activated = (id: string) => {
    setLogin(id);
    setReady(true);
    setWay("password");
  };
  return (
    <Space orientation="vertical" size={16} className="wide">
      <FromSchool />
      <Segmented<Way>
        block
        aria-label={say("app.sign-in-way")}
        value={way}
        onChange={(next) => {
          setWay(next);
          setReady(false);
        }}
        options={[
          { value: "password", label: say("app.sign-in-usual") },
          { value: "activate", label: say("app.sign-in-first") },
        ]}
      />
      {ready && <Alert type="success" showIcon role="status" title={say("app.activated")} />}
      {way === "password" ? <ByPassword login={login} {...(enter ? { enter } : {})} /> : <Activate done={activated} />}
      {session.data?.school && <Button block href={`/api/session/school?back=${back}`}>{say("app.by-school", { school: session.data.school })}</Button>}
    </Space>
  );
}

/** Why the school's own sign-in led back here. */
function FromSchool() {
  const say = useSay();
  const refused = new URLSearchParams(window.location.search).get("refused");
  const why: Record<string, Key> = { "school-unknown-person": "app.school-unknown-person", "school-failed": "app.school-failed" };
  const key = refused ? why[refused] : undefined;
  return key ? <Alert type="warning" showIcon role="alert" title={say(key)} /> : null;
}

interface Typed {
  login: string;
  password: string;
  /** Undefined until it was asked for; the form has no field for it before. */
  code?: string;
  publicComputer: boolean;
}

function ByPassword({ login, enter: given }: { login: string; enter?: Enter }) {
  const say = useSay();
  const signing = useSigning();
  const enter = given ?? signing.enter;
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [second, setSecond] = useState(false);
  const send = async (typed: Typed) => {
    setBusy(true);
    setError(undefined);
    try {
      await enter(typed);
    } catch (e) {
      // Asked for the second factor: not a mistake, but one more field.
      const asked = e instanceof Refusal && e.code === "second-factor-needed";
      if (asked) setSecond(true);
      else setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Typed> layout="vertical" initialValues={{ login, publicComputer: false }} onFinish={(v) => void send(v)} requiredMark={false}>
      <Form.Item name="login" label={say("app.login")} rules={[{ required: true, message: say("app.login-needed") }]}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={say("app.password")} rules={[{ required: true, message: say("app.password-needed") }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {second && (
        <Form.Item name="code" label={say("app.second-factor")} extra={say("app.second-factor-where")} rules={[{ required: true, message: say("app.second-factor-needed") }]}>
          <Input autoComplete="one-time-code" inputMode="text" autoFocus />
        </Form.Item>
      )}
      <Form.Item name="publicComputer" valuePropName="checked" extra={say("app.public-computer-what")}>
        <Checkbox>{say("app.public-computer")}</Checkbox>
      </Form.Item>
      <Send error={error} busy={busy} label={say("app.enter")} />
    </Form>
  );
}

interface First {
  login: string;
  code: string;
  password: string;
}

function Activate({ done }: { done: (login: string) => void }) {
  const say = useSay();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async ({ login, code, password }: First) => {
    setBusy(true);
    setError(undefined);
    try {
      await api.POST("/api/session/activate", { body: { login, code, password } });
      done(login);
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<First> layout="vertical" onFinish={(v) => void send(v)} requiredMark={false}>
      <Form.Item name="login" label={say("app.login")} extra={say("app.login-where")} rules={[{ required: true, message: say("app.login-needed") }]}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="code" label={say("app.activation-code")} extra={say("app.activation-code-where")} rules={[{ required: true, message: say("app.activation-code-needed") }]}>
        <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} />
      </Form.Item>
      <NewPassword />
      <Send error={error} busy={busy} label={say("app.activate")} />
    </Form>
  );
}

/** A password that its owner thinks up, typed twice. */
export function NewPassword() {
  const say = useSay();
  return (
    <>
      <Form.Item name="password" label={say("app.new-password")} extra={say("app.new-password-rules")} rules={[{ required: true, message: say("app.password-needed") }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={say("app.password-again")}
        dependencies={["password"]}
        rules={[
          { required: true, message: say("app.password-again-needed") },
          ({ getFieldValue }) => ({
            validator: (_, value) => (!value || getFieldValue("password") === value ? Promise.resolve() : Promise.reject(new Error(say("app.password-again-differs")))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

/** What was refused, and the button below it. */
export function Send({ error, busy, label }: { error: unknown; busy: boolean; label: string }) {
  return (
    <Space orientation="vertical" size={12} className="wide">
      <Refused error={error} />
      <Button type="primary" htmlType="submit" block loading={busy}>
        {label}
      </Button>
    </Space>
  );
}
