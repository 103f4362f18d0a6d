import { Alert, Button, Form } from "antd";
import { useEffect, useMemo, useState } from "react";
import { draftsOf, type Written } from "@/app/draft";
import { useMe, useSession } from "@/app/session";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { momentOf } from "@/ui/time";

type Kept = Written & { at: number };

/**
 * What was filled in of an act, on this device until it has been sent. `begun` is what was found when its sheet was opened, null where there is nothing, undefined while it is looked for;
 * `where` says after each change what became of it. Off, nothing is looked for or kept.
 */
export function useKept(as: string, etag: string, on: boolean, open: boolean) {
  const me = useMe().data?.id;
  const shared = useSession().data?.public;
  const known = me !== undefined && shared !== undefined;
  const store = useMemo(() => (on && known ? draftsOf(me, shared) : null), [on, known, me, shared]);
  const [begun, setBegun] = useState<Kept | null>();
  const [where, setWhere] = useState<Key>();
  useEffect(() => {
    setWhere(undefined);
    setBegun(undefined);
    if (!on || !open || !known) return;
    let current = true;
    void (store?.kept(as) ?? Promise.resolve(null)).then((found) => current && setBegun(found));
    return () => {
      current = false;
    };
  }, [on, open, known, store, as]);
  const keep = async (answers: unknown) => setWhere((await store?.keep(as, { answers, proofs: [], etag })) ? "cases.draft-kept" : "cases.draft-page");
  const drop = () => {
    setWhere(undefined);
    setBegun(null);
    void store?.drop(as);
  };
  return on ? { begun, where, keep: (answers: unknown) => void keep(answers), drop } : { begun: null, where: undefined, keep: undefined, drop };
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
  const empty = () => form.setFieldsValue({ ...Object.fromEntries(Object.keys(form.getFieldsValue(true) as object).map((name) => [name, undefined])), ...anew() });
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
