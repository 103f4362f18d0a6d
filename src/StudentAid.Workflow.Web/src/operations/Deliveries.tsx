import { useQuery } from "@tanstack/react-query";
import { Table, Tag } from "antd";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { momentOf } from "@/ui/time";
import { topics } from "./topics";

type Delivery = Api["DeliveryView"];

const answers: Record<string, Key> = { failed: "app.hook-answer-failed", timeout: "app.hook-answer-timeout", "not-allowed": "app.hook-answer-not-allowed" };

/** What the receiver answered: a status, or in words why there was none. */
export function useAnswer(): (given: string) => string {
  const say = useSay();
  return (given) => (answers[given] ? say(answers[given]) : given);
}

const stateOf = (d: Delivery): [Key, string] =>
  d.delivered ? ["app.hook-delivered", "success"] : d.setAside ? ["app.hook-set-aside", "error"] : ["app.hook-to-retry", "warning"];

/** The last deliveries that were tried, the latest first: which arrived, which come again, which do not. */
export function Deliveries({ hook }: { hook: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const answer = useAnswer();
  const tried = useQuery({ queryKey: ["webhooks", hook, "deliveries"], queryFn: () => body(api.GET("/api/webhooks/{id}/deliveries", { params: { path: { id: hook } } })) });
  return (
    <Shown of={tried}>
      {(page) => (
        <Table<Delivery>
          rowKey="id"
          size="small"
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: "max-content" }}
          dataSource={page.items}
          locale={{ emptyText: <Nothing text={say("app.hook-no-deliveries")} /> }}
          columns={[
            { title: say("app.hook-about"), render: (_, d) => (topics[d.topic] ? say(topics[d.topic]!) : d.topic) },
            { title: say("app.hook-when"), render: (_, d) => momentOf(d.at, language) },
            { title: say("ui.status"), render: (_, d) => <Tag color={stateOf(d)[1]}>{say(stateOf(d)[0])}</Tag> },
            { title: say("app.hook-times"), dataIndex: "attempts", align: "right" },
            { title: say("app.hook-last"), render: (_, d) => answer(d.lastAnswer) },
          ]}
        />
      )}
    </Shown>
  );
}
