import { Alert, Button, Skeleton } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { Refusal, Unreached } from "@/api/client";
import { useSay, type Key } from "@/app/texts";

/** What was sent before, and never answered, was done: its key is refused with anything else. */
const isDoneBefore = (error: Refusal): boolean => error.code === "key-reused";

/** What to do next, by the kind of refusal; what happened is the server's own sentence. */
const next = (error: unknown): Key =>
  error instanceof Unreached ? "ui.next-unreached"
  : !(error instanceof Refusal) ? "ui.next-broken"
  : error.status === 401 && error.code === "not-signed-in" ? "ui.next-sign-in"
  : isDoneBefore(error) ? "ui.next-done-before"
  : error.status === 404 ? "ui.next-not-found"
  : error.status === 412 ? "ui.next-stale"
  : error.status === 503 || error.status === 429 ? "ui.next-busy"
  : error.status >= 500 ? "ui.next-broken"
  : "ui.next-refused";

/** A refusal as the server wrote it, with its article and what one can do. */
export function Refused({ error, again }: { error: unknown; again?: () => void }) {
  const say = useSay();
  if (!error) return null;
  const refusal = error instanceof Refusal ? error : null;
  return (
    <Alert
      type={refusal && refusal.status < 500 ? "warning" : "error"}
      showIcon
      role="alert"
      title={refusal && isDoneBefore(refusal) ? say("ui.done-before") : refusal ? refusal.detail || refusal.title : say(error instanceof Unreached ? "ui.unreached" : "ui.broken")}
      description={
        <>
          {refusal?.article && <div>{say("ui.article", { article: refusal.article })}</div>}
          <div>{say(next(error))}</div>
        </>
      }
      action={again && <Button onClick={again}>{say("ui.again")}</Button>}
    />
  );
}

export interface Asked<T> {
  data?: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** One of three: the thing, a picture of it while it comes, or why it did not come. */
export function Shown<T>({ of, rows = 4, children }: { of: Asked<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Refused error={of.error} again={() => void of.refetch()} />;
  return <Coming rows={rows} />;
}

/** After so long a wait is said in words. */
const Slow = 5_000;

function Coming({ rows }: { rows: number }) {
  const say = useSay();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), Slow);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Skeleton active title={false} paragraph={{ rows }} aria-busy />
      {slow && <p className="quiet" role="status">{say("ui.slow")}</p>}
    </>
  );
}
