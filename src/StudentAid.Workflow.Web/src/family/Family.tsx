import { Alert, Button, Card, Skeleton } from "antd";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { nameOfRound } from "@/api/reading";
import { DemoBar } from "@/app/DemoBar";
import { useLive } from "@/app/live";
import { Offline } from "@/app/Offline";
import { useMe, useSession, useSigning, type Me } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { Refused, Shown } from "@/ui/Refused";
import { useFamily, type RoundView } from "./reading";
import { Standing } from "./Standing";
import { settleDrafts } from "./useDraft";

const SessionOver = lazy(() => import("@/app/SessionOver").then((m) => ({ default: m.SessionOver })));
const OwnAccount = lazy(() => import("@/accounts/OwnAccount"));
const FamilySignIn = lazy(() => import("./FamilySignIn"));
const ApplicationForm = lazy(() => import("./ApplicationForm"));

/** The family's door: where the application stands in plain words, the form, the result, an objection. Made for a phone. */
export function Family() {
  const say = useSay();
  const me = useMe();
  const session = useSession();
  const before = useRef<Me>(undefined);
  if (me.data) before.current ??= me.data;
  const shown = me.data ?? before.current;
  const [language, speak] = useLanguage();
  const { leave } = useSigning();
  const [account, setAccount] = useState(false);
  useEffect(() => {
    document.title = say("family.product");
  }, [say]);
  if (me.isPending) return <Skeleton active className="first-load" />;
  if (!shown && me.data === null && session.data?.demo && !session.data.limit) {
    window.location.replace("/");
    return null;
  }
  if (!shown && me.data === null)
    return (
      <Suspense fallback={<Skeleton active className="first-load" />}>
        <Shown of={session}>{() => <FamilySignIn />}</Shown>
      </Suspense>
    );
  return (
    <div className="family">
      <Offline />
      {shown?.demo && <DemoBar now={shown.now} />}
      {me.data && <Live person={me.data.id} />}
      {shown && me.data !== undefined && (
        <Suspense fallback={null}>
          <SessionOver was={before.current!} back="/family" />
        </Suspense>
      )}
      <header className="family-top">
        <strong>{say("family.product")}</strong>
        <span>
          <Button type="text" onClick={() => speak(language === "en" ? "zh-CN" : "en")}>{say("app.other-language")}</Button>
          <Button type="text" aria-pressed={account} onClick={() => setAccount(!account)}>{say(account ? "family.back" : "app.account")}</Button>
          <Button type="text" onClick={() => void settleDrafts().then(leave)}>{say("app.leave")}</Button>
        </span>
      </header>
      <main className="family-main">
        <Refused error={me.error} again={() => void me.refetch()} />
        {account && (
          <Suspense fallback={<Skeleton active />}>
            <OwnAccount />
          </Suspense>
        )}
        {!account && shown?.persons.map((p) => <Child key={String(p)} person={String(p)} me={shown} />)}
      </main>
    </div>
  );
}

/** What the school does appears by itself, as long as somebody is signed in. */
function Live({ person }: { person: string }) {
  useLive(person);
  return null;
}

/** One child; a guardian may have several. */
function Child({ person, me }: { person: string; me: Me }) {
  const say = useSay();
  const family = useFamily(person);
  const [filling, setFilling] = useState<string>();
  const [handedIn, setHandedIn] = useState(false);
  return (
    <Shown of={family} rows={6}>
      {({ cases, rounds }) => {
        const open = cases.find((c) => c.id === filling);
        if (open) {
          return (
            <Suspense fallback={<Skeleton active />}>
              <ApplicationForm id={open.id} person={person} me={me} name={open.name} done={(sent = false) => (setFilling(undefined), setHandedIn(sent))} />
            </Suspense>
          );
        }
        const applied = new Set(cases.map((c) => c.round));
        // Whoever stands in a round that is under way is not taken by another of the same procedure and year beside it, such as that of the new students.
        const standing = rounds.filter((r) => applied.has(r.id) && r.status === "open");
        const isTaken = (r: RoundView) => applied.has(r.id) || standing.some((s) => s.procedure === r.procedure && s.schoolYear === r.schoolYear);
        return (
          <>
            {handedIn && <Alert type="success" showIcon role="status" title={say("family.handed-in-now")} />}
            {cases.length === 0 && rounds.length === 0 && <Card>{say("family.nothing")}</Card>}
            {cases.map((c, i) => (
              <Standing key={c.id} row={c} latest={i === 0} round={rounds.find((r) => r.id === c.round)} fill={() => setFilling(c.id)} />
            ))}
            <Begin person={person} rounds={rounds.filter((r) => r.status === "open" && !isTaken(r))} begun={setFilling} />
          </>
        );
      }}
    </Shown>
  );
}

interface BeginProps {
  person: string;
  rounds: RoundView[];
  begun: (id: string) => void;
}

/** Who has no application in a round that is open may begin one, whatever was in earlier years; whether the window is open, the server says. */
function Begin({ person, rounds, begun }: BeginProps) {
  const say = useSay();
  if (rounds.length === 0) return null;
  return (
    <Card title={say("family.begin-title")}>
      <p>{say("family.begin-what")}</p>
      {rounds.map((r) => (
        <BeginOne key={r.id} person={person} round={r} begun={begun} />
      ))}
    </Card>
  );
}

function BeginOne({ person, round, begun }: { person: string; round: RoundView; begun: (id: string) => void }) {
  const say = useSay();
  const begin = useAct(
    (track: string, key) => body(api.POST("/api/cases", { params: { header: acting(key) }, body: { round: round.id, person, track, attempt: 1 } })),
    (answer) => begun(answer.id),
  );
  return (
    <div className="stack">
      <Refused error={begin.error} />
      <Button type="primary" size="large" block loading={begin.isPending} onClick={() => begin.mutate(round.tracks[0] ?? "")} className="below">
        {say("family.begin", { round: nameOfRound(round) })}
      </Button>
    </div>
  );
}
