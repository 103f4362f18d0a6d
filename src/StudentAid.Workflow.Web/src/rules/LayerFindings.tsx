import { Alert } from "antd";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { editPathOf } from "./paths";

type Finding = Api["LayerFindingView"];

/** Whether a finding is of the layer that a unit's own stream holds. */
export const isOf = (finding: Finding, unit: string): boolean => finding.unit === (unit.split("/").filter(Boolean).at(-1) ?? "");

/** What does not go together, and what somebody should look at: each with the way to its place in the document whose doing it is. */
export function LayerFindings({ findings, worded = (s) => s }: { findings: Finding[]; worded?: (sentence: string) => string }) {
  const say = useSay();
  const [language] = useLanguage();
  const definitions = useQuery({ queryKey: ["definitions"], queryFn: () => body(api.GET("/api/definitions")), enabled: findings.length > 0 });
  const packs = useQuery({ queryKey: ["packs"], queryFn: () => body(api.GET("/api/packs")), enabled: findings.length > 0 });
  const stored = [...(definitions.data?.items ?? []), ...(packs.data?.items ?? [])];
  if (findings.length === 0) return null;
  return (
    <ul className="findings" aria-label={say("rules.layer-findings")}>
      {findings.map((f, i) => {
        const document = documentOf(f, stored);
        return (
          <li key={`${f.code}-${i}`}>
            <Alert
              type={f.severity === "warning" ? "warning" : "error"}
              showIcon
              title={worded(textOf(f.sentence, language))}
              action={document && <Link to={`${editPathOf(document)}?${f.place ? `offset=${f.place.offset}&length=${f.place.length}` : `at=${encodeURIComponent(f.pointer)}`}`}>{say("rules.open-place")}</Link>}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** The newest published version of the document that a finding is about. */
const documentOf = (f: Finding, stored: Api["DocumentVersion"][]): Api["DocumentVersion"] | undefined =>
  stored
    .filter((d) => d.id === f.document && d.state === "published" && (f.kind === "" ? d.kind === "overlay" || d.kind === "definition" : d.kind === f.kind) && (d.unit || (d.layer.split("/").filter(Boolean).at(-1) ?? "")) === f.unit)
    .sort((a, b) => b.version - a.version)[0];
