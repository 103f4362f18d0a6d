import { Alert, Button, Form } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { draftsOf, type Written } from "@/app/draft";
import { useReader, useSession } from "@/app/session";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { momentOf } from "@/ui/time";

interface Filled {
  answers: unknown;
}

type Kept = Written<Filled> & { at: number };

/**
 * What was filled in of an act, on this device until it has been sent. `begun` is what was found when its sheet was opened, null where there is nothing, undefined while it is looked for;
 * `where` says after each change what became of it; `keep` may name the ETag that one's own saving has left. Off, nothing is looked for or kept.
 */
export function useKept(as: string, etag: string, on: boolean, open: boolean) {
  const reader = useReader()?.id;
  const session = useSession().data;
  // Of a session that has ended nothing more is known: what was, holds.
  const last = useRef<boolean>(undefined);
  if (session?.signedIn) last.current = session.public;
  const shared = last.current;
  const known = reader !== undefined && shared !== undefined;
  const store = useMemo(() => (on && known ? draftsOf<Filled>(reader, shared) : null), [on, known, reader, shared]);
  const [begun, setBegun] = useState<Kept | null>();
  // Of what stood when it was begun, until one's own saving moved that on: what another did meanwhile is told when it is opened again.
  const base = useRef<string>(undefined);
  const [where, setWhere] = useState<Key>();
  useEffect(() => {
    setWhere(undefined);
    setBegun(undefined);
    base.current = undefined;
    if (!on || !open || !known) return;
    let current = true;
    void (store?.kept(as) ?? Promise.resolve(null)).then((found) => {
      if (!current) return;
      base.current ??= found?.etag;
      setBegun(found);
    });
    return () => {
      current = false;
    };
    // Looked for once each time that it is opened: a store that changes under it, by signing in again as on a public computer, takes nothing away.
  }, [on, open, known, as]);
  const keep = async (answers: unknown, saved?: string) => {
    base.current = saved ?? base.current ?? etag;
    setWhere((await store?.keep(as, { answers, etag: base.current })) ? "cases.draft-kept" : "cases.draft-page");
  };
  const drop = () => {
    setWhere(undefined);
    setBegun(null);
    base.current = undefined;
    void store?.drop(as);
  };
  return on ? { begun, where, keep: (answers: unknown, saved?: string) => void keep(answers, saved), drop } : { begun: null, where: undefined, keep: undefined, drop };
}

interface BegunProps {
  of: Kept;
  /** Of the task as it is now. */
  etag: string;
  /** Forgets it, and tells what the fields begin with. */
  anew: () => Record<string, unknown>;
}

/** Says that the fields hold what was typed before, and lets begin anew. Where the task has moved on since, the answer to what was sent may have been lost. */
export function Begun({ of, etag, anew }: BegunProps) {
  const say = useSay();
  const [language] = useLanguage();
  const form = Form.useFormInstance<Record<string, unknown>>();
  const moved = of.etag !== etag;
  const empty = () => {
    // First everything away: what is set goes into what stands there, member by member.
    form.setFieldsValue(Object.fromEntries(Object.keys(form.getFieldsValue(true) as object).map((name) => [name, undefined])));
    form.setFieldsValue(anew());
  };
  return (
    <Alert
      type={moved ? "warning" : "info"}
      showIcon
      className="stack-below"
      title={say(moved ? "cases.draft-moved" : "cases.draft-begun", { at: momentOf(new Date(of.at).toISOString(), language) })}
      action={<Button size="small" onClick={empty}>{say("cases.draft-anew")}</Button>}
    />
  );
}
