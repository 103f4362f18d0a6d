import { Form, type FormInstance } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { sealed, trying, type How } from "@/api/act";
import { Unreached, type Api } from "@/api/client";

export type Facts = Api["ActFacts"];

/** What a trial of an act answers that a sheet shows. */
export interface Tried {
  facts?: Facts | null;
  warnings?: string[];
}

/** How the act that is filled in stands: not yet whole, being asked about, refused, or as it would be done with just these values. */
export type Weighed = { at: "incomplete" } | { at: "asking" } | { at: "refused"; error: unknown } | { at: "fits"; of: string; tried: Tried };

/** So long nothing is typed before the server is asked. */
const Pause = 350;

/** An answer of the server's to a trial, of whatever operation: most say it as what would be written, a table beside its rows. */
export function triedOf(answer: unknown): Tried {
  const said = (answer ?? {}) as Partial<Api["StepAnswer"]> & { facts?: Facts | null };
  return { facts: said.wouldWrite?.facts ?? said.facts ?? null, warnings: (said.warnings ?? []).map((w) => w.text) };
}

/** Asks the server by a trial what would come of the act, each time that what goes into it (the fields, and what stands beside them) is whole and has rested for a moment. */
export function useWeighed<T extends object>(form: FormInstance<T>, on: boolean, send: (input: T, how: How) => Promise<unknown>, beside?: unknown) {
  const [weighed, setWeighed] = useState<Weighed>({ at: "asking" });
  const turn = useRef(0);
  const latest = useRef({ send, beside });
  latest.current = { send, beside };
  const typed = sealed([Form.useWatch([], form), beside]);
  const ask = useCallback(async () => {
    const mine = ++turn.current;
    const still = () => mine === turn.current;
    setWeighed({ at: "asking" });
    await new Promise((rested) => setTimeout(rested, Pause));
    if (!still()) return;
    let values: T;
    try {
      values = (await form.validateFields({ validateOnly: true })) as T;
    } catch {
      if (still()) setWeighed({ at: "incomplete" });
      return;
    }
    const of = sealed([values, latest.current.beside]);
    try {
      const answer = await latest.current.send(values, trying());
      if (still()) setWeighed({ at: "fits", of, tried: triedOf(answer) });
    } catch (error) {
      if (still()) setWeighed({ at: "refused", error });
    }
  }, [form]);
  useEffect(() => {
    if (on) void ask();
    return () => void turn.current++;
  }, [on, typed, ask]);
  const cutOff = on && weighed.at === "refused" && weighed.error instanceof Unreached;
  useEffect(() => {
    if (!cutOff) return;
    const back = () => void ask();
    window.addEventListener("online", back);
    return () => window.removeEventListener("online", back);
  }, [cutOff, ask]);
  return { weighed, ask };
}
