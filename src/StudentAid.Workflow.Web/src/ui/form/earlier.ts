import { useQuery } from "@tanstack/react-query";
import { api, body, type Api } from "@/api/client";
import type { FormDocument } from "./schema";

export type Earlier = Api["EarlierForm"];

/** What the form of a case may begin with; asked for once. */
export const useEarlier = (id: string, enabled = true) =>
  useQuery({
    queryKey: ["cases", id, "earlier-forms"],
    queryFn: () => body(api.GET("/api/cases/{id}/earlier-forms", { params: { path: { id } } })).then((page) => page.items),
    staleTime: Infinity,
    enabled,
  });

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === "object" && !Array.isArray(value);

/** The second over the first, member by member; lists are taken whole. */
export const over = (first: unknown, second: unknown): unknown =>
  isRecord(first) && isRecord(second) ? Object.fromEntries([...new Set([...Object.keys(first), ...Object.keys(second)])].map((name) => [name, name in second ? over(first[name], second[name]) : first[name]])) : second === undefined ? first : second;

/** What an empty form begins with: the last application, and over it what the register knows. */
export const beginning = (forms: Earlier[]): Record<string, unknown> =>
  ["earlier", "register"].reduce<unknown>((answers, source) => over(answers, forms.find((f) => f.source === source)?.answers), {}) as Record<string, unknown>;

/** What brothers and sisters have in common, of a form's answers. */
export const sharedOf = (form: FormDocument, answers: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries((answers ?? {}) as Record<string, unknown>).filter(([name]) => ((form.shared as string[] | undefined) ?? []).includes(name)));
