import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { newKey, Refusal } from "./client";

/** Values as they are compared: what was weighed is what is sent, and what was sent before is sent again under its key. */
export const sealed = (values: unknown): string => JSON.stringify(values ?? {});

/** The server's answer, and not that of something before it or of its failing halfway: nothing was done. */
export const isAnswer = (error: unknown): error is Refusal => error instanceof Refusal && error.status < 500;

/**
 * An act at the server: no optimism, everything that is shown is asked again once it is acknowledged. What went out and was not answered keeps its key, so that
 * sending it again acts once; sent otherwise it goes under that key too, for the server then says whether the first was done and does not do both.
 */
export function useAct<TInput, TAnswer>(send: (input: TInput, key: string) => Promise<TAnswer>, done?: (answer: TAnswer, input: TInput) => void) {
  const queries = useQueryClient();
  const key = useRef(newKey());
  const unanswered = useRef(new Map<string, string>());
  return useMutation({
    // Offline it fails at once: what waits unseen would go out beside what is sent again.
    networkMode: "always",
    mutationFn: (input: TInput) => {
      const own = unanswered.current.get(sealed(input)) ?? key.current;
      unanswered.current.set(sealed(input), own);
      return send(input, own);
    },
    onSuccess: async (answer, input) => {
      unanswered.current.clear();
      key.current = newKey();
      await queries.invalidateQueries();
      done?.(answer, input);
    },
    onError: (error, input) => {
      if (!isAnswer(error)) return;
      unanswered.current.delete(sealed(input));
      const reused = error.code === "key-reused";
      if (reused || unanswered.current.size === 0) key.current = newKey();
      // Another's act came first, or one's own that nobody had answered: what was done is shown at once.
      if (reused || error.status === 412) void queries.invalidateQueries();
    },
  });
}

/** The headers of an act. */
export const acting = (key: string) => ({ "Idempotency-Key": key });

/** How a call goes out: with its key, and as a trial that writes nothing or not. Spread into a call's `params`, so that none takes the key and leaves the trial. */
export interface How {
  header: { "Idempotency-Key": string };
  query: { dryRun?: boolean };
}

export const doing = (key: string): How => ({ header: acting(key), query: {} });

export const trying = (): How => ({ header: acting(newKey()), query: { dryRun: true } });
