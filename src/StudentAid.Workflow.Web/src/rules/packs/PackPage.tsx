import { useQuery } from "@tanstack/react-query";
import { Button, Card, Descriptions, Select, Tabs } from "antd";
import { Link, useNavigate, useParams } from "react-router";
import { useUnitList, useUnits } from "@/api/reading";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { State } from "../Definitions";
import { leaves } from "../leaves";
import { useMaySetUp } from "../maySetUp";
import { editPathOf, pathOf } from "../paths";
import { Retract } from "../Retract";
import { Review } from "../Review";
import { plain, read } from "../editor/source";
import { newest } from "./Packs";
import { pictured, Preview } from "./Preview";

/** The way to write it: by the unit that has it, or as its own by a unit below, in whose place it then stands. */
function Edit({ version }: { version: Api["DocumentVersion"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const go = useNavigate();
  const mine = useMaySetUp();
  const units = useUnitList();
  // What changes a procedure for a unit is written beside its picture.
  const to = version.kind === "overlay" && version.unit === "" ? `/rules/units/${encodeURIComponent(version.layer)}/${version.procedure}` : editPathOf(version);
  const below = version.kind === "overlay" || version.unit ? [] : (units.data?.items ?? []).filter((u) => u.path !== version.layer && u.path.startsWith(version.layer) && mine(u.path));
  return (
    <>
      {below.length > 0 && <Select<string> aria-label={say("rules.edit-for")} className="unit-choice" placeholder={say("rules.edit-for")} showSearch={{ optionFilterProp: "label" }} value={null} options={below.map((u) => ({ value: u.path, label: textOf(u.name, language) }))} onChange={(unit) => void go(`${to}?unit=${encodeURIComponent(unit)}`)} />}
      {mine(version.layer) && <Link to={to}><Button type="primary">{say("rules.edit")}</Button></Link>}
    </>
  );
}

/** Which layers have one of their own: each unit goes by that of the nearest, as a whole. */
function Others({ version }: { version: Api["DocumentVersion"] }) {
  const say = useSay();
  const unit = useUnits();
  const list = useQuery({ queryKey: ["packs"], queryFn: () => body(api.GET("/api/packs")) });
  const same = newest((list.data?.items ?? []).filter((d) => d.state === "published" && d.kind === version.kind && d.id === version.id && d.procedure === version.procedure));
  if (same.length < 2) return null;
  return (
    <Card title={say("rules.holds-here")}>
      <p className="quiet">{say("rules.holds-what")}</p>
      <ul className="earlier">
        {same.sort((a, b) => (a.layer + a.unit).length - (b.layer + b.unit).length).map((d) => (
          <li key={d.layer + d.key}>
            {d.layer === version.layer && d.key === version.key ? unit(d.layer) || say("rules.national") : <Link to={pathOf(d)}>{unit(d.layer) || say("rules.national")}</Link>} · {say("rules.version-number", { number: d.version })} · {d.from}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A document of the rules: whose it is, since when, by which article, how it looks, and its text. */
export default function PackPage() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const { layer = "", key = "" } = useParams();
  const text = useQuery({ queryKey: ["packs", layer, key], queryFn: () => body(api.GET("/api/packs/text", { params: { query: { layer, key } } })) });
  return (
    <Page title="rules.packs" heading={textOf(text.data?.version.name ?? "", language)} actions={text.data && <><Retract kind="packs" version={text.data.version} /><Edit version={text.data.version} /></>} crumbs={[{ to: "/rules", text: say("rules.title") }, { to: "/rules/packs", text: say("rules.packs") }]}>
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
              <Others version={version} />
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
