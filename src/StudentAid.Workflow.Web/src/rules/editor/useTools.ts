import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage } from "@/app/texts";
import { inline } from "./source";
import type { Snippet } from "./Text";

const Long = Infinity;

export const useTypes = () => useQuery({ queryKey: ["activities"], queryFn: () => body(api.GET("/api/activities")), staleTime: Long, select: (d) => d.items as Api["ActivityTypeView"][] });

/** Schemas by the names of their files, the first one's the text's own. */
export function useSchemasOf(names: string[]): { name: string; schema: unknown }[] | undefined {
  const all = useQueries({ queries: names.map((name) => ({ queryKey: ["schemas", name], queryFn: () => body(api.GET("/api/schemas/{name}", { params: { path: { name } } })) as Promise<unknown>, staleTime: Long })) });
  const key = all.map((q) => q.dataUpdatedAt).join();
  return useMemo(() => (all.every((q) => q.data !== undefined) ? all.map((q, i) => ({ name: names[i]!, schema: q.data })) : undefined), [key]);
}

/** A snippet for each kind of step: what it cannot do without is a place to fill in. */
export function useSnippets(types: Api["ActivityTypeView"][] | undefined): Snippet[] {
  const [language] = useLanguage();
  return useMemo(
    () =>
      (types ?? []).map((t) => {
        const needed = t.options.filter((o) => o.required).map((o, i) => `, ${JSON.stringify(o.name)}: ${o.choices.length > 0 ? `"\${${i + 3}|${o.choices.join(",")}|}"` : `\${${i + 3}:${o.kind === "integer" || o.kind === "number" ? "1" : '""'}}`}`);
        return { label: textOf(t.title, language), detail: textOf(t.summary, language), text: `{ "id": "\${1:step}", "type": ${inline(t.type)}, "title": "\${2:${textOf(t.title, "zh-CN")}}"${needed.join("")} }$0` };
      }),
    [types, language],
  );
}

/** What is wrong in a text and what it says, by the server's own reading of it. */
export const analysisOf = (text: string, unit: string | undefined, forPublish: boolean) => ({
  queryKey: ["definitions", "analysis", text, unit, forPublish],
  queryFn: () => body(api.POST("/api/definitions/analyse", { body: { text, forPublish, ...(unit ? { unit } : {}) } })),
  staleTime: Long,
  gcTime: 30_000,
});
