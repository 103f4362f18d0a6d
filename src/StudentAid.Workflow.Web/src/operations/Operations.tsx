import { useQuery } from "@tanstack/react-query";
import { Button, Card, Table } from "antd";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";

type Incident = Api["IncidentRow"];

/** What broke and waits to be tried again. */
export default function Operations() {
  const say = useSay();
  const unit = useUnits();
  const incidents = useQuery({ queryKey: ["incidents"], queryFn: () => body(api.GET("/api/incidents")) });
  return (
    <Page title={say("app.operations")} sentence={say("app.operations-what")}>
      <Card>
        <Shown of={incidents}>
          {(page) => (
            <Table<Incident>
              rowKey={(i) => i.stream + i.message + i.at}
              size="middle"
              pagination={false}
              dataSource={page.items}
              locale={{ emptyText: <Nothing text={say("app.no-incidents")} /> }}
              columns={[
                { title: say("ui.name"), render: (_, i) => i.name ?? "" },
                { title: say("ui.unit"), render: (_, i) => unit(i.unit) },
                { title: say("app.incident"), render: (_, i) => i.code ?? "" },
                { title: say("ui.act"), align: "right", render: (_, i) => <Again of={i} /> },
              ]}
            />
          )}
        </Shown>
      </Card>
    </Page>
  );
}

function Again({ of }: { of: Incident }) {
  const say = useSay();
  const first = 1;
  const again = useAct((stream: string, key) => body(api.POST("/api/incidents/{stream}/{number}/retry", { params: { path: { stream, number: first }, header: acting(key) } })));
  if (of.kind !== "instance") return null;
  return (
    <>
      <Button loading={again.isPending} onClick={() => again.mutate(of.stream)}>
        {say("ui.again")}
      </Button>
      <Refused error={again.error} />
    </>
  );
}
