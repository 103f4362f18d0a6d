import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { newKey, Refusal, Unreached } from "./client";

/**
 * An act at the server: no optimism, everything that is shown is asked again once it is acknowledged. Its key is made before the first click and kept
 * until the server has answered, so that sending again after a lost network acts once.
 */
export function useAct<TInput, TAnswer>(send: (input: TInput, key: string) => Promise<TAnswer>, done?: (answer: TAnswer, input: TInput) => void) {
  const queries = useQueryClient();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: (input: TInput) => send(input, key.current),
    onSuccess: async (answer, input) => {
      key.current = newKey();
      await queries.invalidateQueries();
      done?.(answer, input);
    },
    onError: (error) => {
      if (!(error instanceof Unreached)) key.current = newKey();
      // Another's act came first: what he did is shown at once.
      if (error instanceof Refusal && error.status === 412) void queries.invalidateQueries();
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
