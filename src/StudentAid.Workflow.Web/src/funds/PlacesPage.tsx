import { useQueries, useQuery } from "@tanstack/react-query";
import { Card, Select, Space } from "antd";
import { useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Places } from "./Places";
import { useYears } from "./years";

/** Awards that are given by places, as who stands above schools gives them: which award and year, stands in the address. */
export default function PlacesPage() {
  const say = useSay();
  const [language] = useLanguage();
  const [search, setSearch] = useSearchParams();
  const { years, current } = useYears();
  const awards = useAwards();
  return (
    <Page title="funds.quota" sentence={say("funds.quota-sentence")}>
      <Card>
        <Shown of={awards}>
          {(all) => {
            const procedure = search.get("award") ?? all[0]?.procedure;
            const year = search.get("year") ?? current;
            if (!procedure || !year) return <Nothing text={say("funds.no-awards")} />;
            const put = (name: string, value: string) => setSearch({ award: procedure, year, [name]: value });
            return (
              <>
                <Space wrap size={12} className="stack-below">
                  <Select aria-label={say("funds.award")} className="filter" value={procedure} onChange={(v: string) => put("award", v)} options={all.map((d) => ({ value: d.procedure, label: textOf(d.name, language) || d.procedure }))} />
                  <Select aria-label={say("funds.year")} className="filter" value={year} onChange={(v: string) => put("year", v)} options={years.map((value) => ({ value, label: value }))} />
                </Space>
                <Places key={procedure + year} procedure={procedure} year={year} />
              </>
            );
          }}
        </Shown>
      </Card>
    </Page>
  );
}

/** The aids whose rules say that places limit them. */
function useAwards() {
  const packs = useQuery({ queryKey: ["packs"], queryFn: () => body(api.GET("/api/packs")) });
  const aids = [...new Map((packs.data?.items ?? []).filter((d) => d.kind === "aid" && d.state === "published").map((d) => [d.procedure, d])).values()];
  const texts = useQueries({
    queries: aids.map((d) => ({
      queryKey: ["packs", "limit", d.layer, d.key],
      queryFn: async () => (JSON.parse((await body(api.GET("/api/packs/text", { params: { query: { layer: d.layer, key: d.key } } }))).text) as { limit?: string }).limit === "quota",
    })),
    combine: (all) => ({ isPending: all.some((t) => t.isPending), error: all.find((t) => t.error)?.error, limited: all.map((t) => t.data === true) }),
  });
  const data: Api["DocumentVersion"][] | undefined = packs.data && !texts.isPending && !texts.error ? aids.filter((_, i) => texts.limited[i]) : undefined;
  return { data, error: packs.error ?? texts.error, isPending: packs.isPending || texts.isPending, refetch: packs.refetch };
}
