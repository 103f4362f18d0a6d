import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Input } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";

/** What a student of the review group signs before the list is shown: the words, and one's own name under them. */
export function Pledge({ id }: { id: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const [name, setName] = useState("");
  const words = useQuery({ queryKey: ["rosters", id, "pledge"], queryFn: () => body(api.GET("/api/rosters/{id}/pledge", { params: { path: { id } } })) });
  const sign = useAct((hash: string, key: string) => body(api.POST("/api/rosters/{id}/pledge", { params: { path: { id }, header: acting(key) }, body: { name, hash } })));
  return (
    <Page title="rosters.pledge">
      <Card>
        <Shown of={words}>
          {(w) => (
            <div className="stack">
              <Alert type="info" showIcon title={say("rosters.pledge-why")} />
              <p>{textOf(w.text, language)}</p>
              <Input aria-label={say("rosters.pledge-name")} placeholder={say("rosters.pledge-name")} maxLength={60} value={name} onChange={(e) => setName(e.target.value)} />
              <Refused error={sign.error} />
              <div><Button type="primary" disabled={!name.trim()} loading={sign.isPending} onClick={() => sign.mutate(w.hash)}>{say("rosters.pledge-sign")}</Button></div>
            </div>
          )}
        </Shown>
      </Card>
    </Page>
  );
}
