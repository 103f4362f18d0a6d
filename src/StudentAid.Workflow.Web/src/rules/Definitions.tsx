import { useQuery } from "@tanstack/react-query";
import { Card, Table } from "antd";
import { Link } from "react-router";
import { api, body } from "@/api/client";
import { useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";

const states: Record<string, Key> = { draft: "rules.state-draft", published: "rules.state-published", retracted: "rules.state-retracted" };

/** The definitions with their versions. */
export default function Definitions() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const list = useQuery({ queryKey: ["definitions"], queryFn: () => body(api.GET("/api/definitions")) });
  return (
    <Page title={say("rules.title")} sentence={say("rules.sentence")}>
      <Card>
        <Shown of={list}>
          {(page) => (
            <Table
              rowKey={(d) => d.layer + d.key}
              size="middle"
              pagination={false}
              dataSource={page.items.filter((d) => d.kind === "definition")}
              locale={{ emptyText: <Nothing text={say("rules.none")} /> }}
              columns={[
                { title: say("rules.name"), render: (_, d) => <Link to={`/rules/${encodeURIComponent(d.layer)}/${encodeURIComponent(d.key)}`}>{textOf(d.name, language) || d.id}</Link> },
                { title: say("rules.layer"), render: (_, d) => unit(d.layer) || say("rules.national") },
                { title: say("rules.version"), render: (_, d) => say("rules.version-number", { number: d.version }) },
                { title: say("ui.status"), render: (_, d) => (states[d.state] ? say(states[d.state]!) : d.state) },
              ]}
            />
          )}
        </Shown>
      </Card>
    </Page>
  );
}
