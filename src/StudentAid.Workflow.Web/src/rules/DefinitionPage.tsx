import { useQuery } from "@tanstack/react-query";
import { Button, Card, Tabs } from "antd";
import { lazy, Suspense } from "react";
import { Link, useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import Diagram from "./Diagram";
import { Findings } from "./Findings";
import { useMaySetUp } from "./maySetUp";
import { Retract } from "./Retract";
import { Review } from "./Review";

const Compare = lazy(() => import("./editor/Compare"));

/** A definition's version: its picture, the text as its author wrote it, and what the check finds in it. */
export default function DefinitionPage() {
  const say = useSay();
  const [language] = useLanguage();
  const { layer = "", key = "" } = useParams();
  const mine = useMaySetUp();
  const text = useQuery({ queryKey: ["definitions", layer, key], queryFn: () => body(api.GET("/api/definitions/text", { params: { query: { layer, key } } })) });
  const analysis = useQuery({
    queryKey: ["definitions", layer, key, "analysis"],
    queryFn: () => body(api.POST("/api/definitions/analyse", { body: { text: text.data!.text, forPublish: false } })),
    enabled: text.data !== undefined,
    staleTime: Infinity,
  });
  const list = useQuery({ queryKey: ["definitions"], queryFn: () => body(api.GET("/api/definitions")) });
  const version = text.data?.version;
  const before = list.data?.items.filter((d) => d.layer === layer && d.id === version?.id && d.version < version.version).sort((a, b) => b.version - a.version)[0];
  const earlier = useQuery({
    queryKey: ["definitions", layer, before?.key],
    queryFn: () => body(api.GET("/api/definitions/text", { params: { query: { layer, key: before!.key } } })),
    enabled: before !== undefined,
  });
  const compared = before && text.data && {
    key: "compare",
    label: say("rules.compare", { number: before.version }),
    children: <Shown of={earlier}>{(e) => <Suspense fallback={<p className="quiet">{say("rules.opening")}</p>}><Compare before={e.text} now={text.data.text} /></Suspense>}</Shown>,
  };
  return (
    <Page
      title="rules.title"
      heading={textOf(text.data?.version.name ?? "", language)}
      crumbs={[{ to: "/rules", text: say("rules.title") }]}
      actions={
        <>
          {version && <Retract kind="definitions" version={version} />}
          {mine(layer) && <Link to="edit"><Button type="primary">{say("rules.edit")}</Button></Link>}
        </>
      }
    >
      {version && <Review kind="definitions" version={version} />}
      <Card>
        <Tabs
          items={[
            {
              key: "picture",
              label: say("rules.picture"),
              children: <Shown of={analysis} rows={8}>{(a) => <Diagram activities={a.activities.map(pictureOf)} edges={a.edges} />}</Shown>,
            },
            { key: "text", label: say("rules.text"), children: <Shown of={text}>{(t) => <pre className="code" tabIndex={0}>{t.text}</pre>}</Shown> },
            ...(compared ? [compared] : []),
            {
              key: "findings",
              label: say("rules.findings", { count: analysis.data?.findings.length ?? 0 }),
              children: <Shown of={analysis}>{(a) => <Findings findings={a.findings} />}</Shown>,
            },
          ]}
        />
      </Card>
    </Page>
  );
}

const pictureOf = (n: Api["NodeView"]): Api["RuleActivity"] => ({ ...n, act: "", body: "", role: "", scope: "", roster: false });
