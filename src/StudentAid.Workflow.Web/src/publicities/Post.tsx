import { useQuery } from "@tanstack/react-query";
import { Card, Checkbox } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { useRules } from "@/api/reading";
import { useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Shown } from "@/ui/Refused";
import { AsItHangs } from "./AsItHangs";

const places: Record<string, Key> = { board: "publicities.where-board", "signed-in": "publicities.where-signed-in", open: "publicities.where-open" };

/** Where the rules let a notice be seen; anywhere, where they name no place. On the open web only by choice. */
export function placesOf(options: unknown): { allowed: string[]; first: string[] } {
  const named = (options as { where?: string[] } | null)?.where ?? [];
  const allowed = Object.keys(places).filter((p) => named.length === 0 || named.includes(p));
  const inside = allowed.filter((p) => p !== "open");
  return { allowed, first: inside.length > 0 ? inside : allowed };
}

/** Before the click: when the period would be over, which holidays lie in it, and where the rules let the notice hang. The calendar is the server's, and so is its sentence. */
export function Post({ notice }: { notice: Api["RosterView"] }) {
  const say = useSay();
  const { allowed, first } = placesOf(notice.options);
  const [where, setWhere] = useState(first);
  const preview = useQuery({ queryKey: ["publicities", notice.id, "preview"], queryFn: () => body(api.GET("/api/publicities/{id}/preview", { params: { path: { id: notice.id } } })) });
  const article = useRules(notice.round).data?.activities.find((a) => a.id === notice.activity)?.article;
  return (
    <Card title={say("publicities.post-title")}>
      <Shown of={preview} rows={2}>
        {(p) => {
          const sentence = p.mayPost ? (p.sentence ?? "") : say("publicities.no-working-day");
          const closed = where.length === 0 || !p.mayPost;
          return (
            <div className="stack">
              <div className="days">{sentence}</div>
              <Checkbox.Group aria-label={say("publicities.where")} value={where} onChange={(v) => setWhere(v)} options={allowed.map((value) => ({ value, label: say(places[value]!) }))} />
              <AsItHangs id={notice.id} version={notice.version} sentence={sentence} />
              <div>
                <Act<object>
                  tone="primary"
                  weighed
                  disabled={closed}
                  label={say("publicities.post")}
                  title={say("publicities.sure", { count: notice.entries.length })}
                  what={<div className="days">{sentence}</div>}
                  count={say("ui.act-students", { count: notice.entries.length })}
                  article={article}
                  send={(_, how) => body(api.POST("/api/publicities/{id}/post", { params: { path: { id: notice.id }, ...how }, body: { where } }))}
                />
              </div>
            </div>
          );
        }}
      </Shown>
    </Card>
  );
}
