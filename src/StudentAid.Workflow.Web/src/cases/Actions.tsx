import { DownOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, Dropdown } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { lastDayOf } from "@/ui/time";
import { useActSheets } from "./ActSheet";
import { CaseActs } from "./CaseActs";
import { isBehindMore, isOfPaper, rowsOf, type TaskRow } from "./hands";

type Action = Api["TaskAction"];

/** What this person may do now: one button for each verb of a task, its form made of the verb's schema, and behind "more" what else may be done with it. */
export function Actions({ id }: { id: string }) {
  const say = useSay();
  const { choose, sheets } = useActSheets();
  const actions = useQuery({ queryKey: ["cases", id, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id } } })) });
  return (
    <>
      <Shown of={actions} rows={1}>
        {(a) => (
          a.items.length + (a.others ?? []).length + a.case.length > 0 && (
            <Card title={say("cases.actions")}>
              {rowsOf(a.items, a.others ?? []).map((row) => (
                <Row key={row.task.task} id={id} row={row} choose={(action) => choose({ task: row.task, action })} />
              ))}
              <CaseActs id={id} actions={a.case} />
            </Card>
          )
        )}
      </Shown>
      {sheets}
    </>
  );
}

function Row({ id, row, choose }: { id: string; row: TaskRow; choose: (action: Action) => void }) {
  const say = useSay();
  const [language] = useLanguage();
  const { task, others } = row;
  const title = textOf(task.title, language);
  const more = task.actions.filter(isBehindMore);
  return (
    <div className="strip" role="group" aria-label={title}>
      <strong>{title}</strong>
      {task.holder ? <span className="quiet">{say("cases.held-by", { name: task.holder })}</span> : others && <span className="quiet">{say("cases.others-do")}</span>}
      {task.due && <span className="quiet">{say("ui.until", { day: lastDayOf(task.due, language) })}</span>}
      {task.actions
        .filter((action) => !isBehindMore(action) && !isOfPaper(action))
        .map((action) => (
          <Button key={action.verb} type={action.tone === "primary" ? "primary" : "default"} danger={action.tone === "danger"} onClick={() => choose(action)}>
            {textOf(action.label, language)}
          </Button>
        ))}
      {task.actions.some(isOfPaper) && <Link className="ant-btn-like" to={`/cases/${id}/paper`}>{say("cases.paper")}</Link>}
      {more.length > 0 && (
        <Dropdown
          trigger={["click"]}
          autoFocus
          menu={{
            items: more.map((action) => ({ key: action.verb, label: textOf(action.label, language) })),
            onClick: ({ key }) => choose(more.find((action) => action.verb === key)!),
          }}
        >
          <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
            {say("cases.more")}
          </Button>
        </Dropdown>
      )}
    </div>
  );
}
