import { useQuery } from "@tanstack/react-query";
import { Card, Descriptions, Tabs } from "antd";
import { useParams } from "react-router";
import { useUnits } from "@/api/reading";
import { api, body } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { State } from "../Definitions";
import { leaves } from "../leaves";
import { Retract } from "../Retract";
import { Review } from "../Review";
import { plain, read } from "../editor/source";
import { pictured, Preview } from "./Preview";

/** A document of the rules: whose it is, since when, by which article, how it looks, and its text. */
export default function PackPage() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const { layer = "", key = "" } = useParams();
  const text = useQuery({ queryKey: ["packs", layer, key], queryFn: () => body(api.GET("/api/packs/text", { params: { query: { layer, key } } })) });
  return (
    <Page actions={text.data && <Retract kind="packs" version={text.data.version} />} title={textOf(text.data?.version.name ?? "", language) || say("rules.packs")} crumbs={[{ to: "/rules", text: say("rules.title") }, { to: "/rules/packs", text: say("rules.packs") }]}>
      <Shown of={text}>
        {({ version, text: written }) => {
          const source = read(written);
          const content = (source ? plain(source.root) : {}) as Record<string, unknown>;
          const shown = pictured.includes(version.kind);
          const raw = { key: "text", label: say("rules.text"), children: <pre className="code" tabIndex={0}>{written}</pre> };
          return (
            <div className="stack">
              <Review kind="packs" version={version} />
              <Card>
                <Descriptions
                  size="small"
                  column={{ xs: 1, md: 2, lg: 4 }}
                  items={[
                    { key: "layer", label: say("rules.layer"), children: unit(version.layer) || say("rules.national") },
                    { key: "from", label: say("rules.own-from"), children: version.from },
                    { key: "article", label: say("rules.article"), children: textOf(content.article, language) },
                    { key: "state", label: say("ui.status"), children: <State of={version.state} leaving={leaves(version)} /> },
                  ]}
                />
                {typeof content.note === "string" && <p className="quiet">{content.note}</p>}
              </Card>
              <Card>
                <Tabs items={shown ? [{ key: "picture", label: say("rules.preview"), children: <div className="scroll-x"><Preview of={content} /></div> }, raw] : [raw]} />
              </Card>
            </div>
          );
        }}
      </Shown>
    </Page>
  );
}
