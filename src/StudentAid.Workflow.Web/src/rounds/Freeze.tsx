import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Modal } from "antd";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useRules } from "@/api/reading";
import { listed, useLanguage, useSay } from "@/app/texts";
import { Copy } from "@/ui/Copy";
import { Shown } from "@/ui/Refused";
import { KeptForm, leave, useSheetAct, type SheetAct } from "@/ui/Sheet";

interface FreezeProps {
  round: string;
  activity: string;
  unit: string;
  list: string;
  unitName: string;
  count: number;
}

interface Wanted {
  reason?: string;
}

/** Takes who waits into a list. What it does is said before the click, and which units are still awaited; not to wait for them needs a reason. */
export function Freeze(props: FreezeProps) {
  const say = useSay();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { round, activity, unit } = props;
  const send = ({ reason = "" }: Wanted, how: How) => body(api.POST("/api/rosters", { params: how, body: { round, activity, unit, reason } }));
  const still = useRef(open);
  still.current = open;
  // Whoever has closed it meanwhile looks at something else, and is not led away from it.
  const act = useSheetAct<Wanted, Api["StepAnswer"]>({ send, done: (answer) => still.current && void navigate(`/rosters/${answer.id}`) });
  const close = () => {
    leave(act);
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("rounds.freeze")}</Button>
      <Modal open={open} title={say("rounds.freeze-title", { unit: props.unitName, list: props.list })} onCancel={close} footer={null} destroyOnHidden>
        <Asked {...props} act={act} />
      </Modal>
    </>
  );
}

interface AskedProps extends FreezeProps {
  act: SheetAct<Wanted, Api["StepAnswer"]>;
}

function Asked({ round, activity, unit, list, unitName, count, act }: AskedProps) {
  const say = useSay();
  const [language] = useLanguage();
  const readiness = useQuery({
    queryKey: ["rosters", "readiness", round, activity, unit],
    queryFn: () => body(api.GET("/api/rosters/readiness", { params: { query: { round, activity, unit } } })),
  });
  const article = useRules(round).data?.activities.find((a) => a.id === activity)?.article;
  return (
    <Shown of={readiness} rows={2}>
      {({ missing, windowClosed }) => (
        <KeptForm<Wanted, Api["StepAnswer"]>
          key={missing.length > 0 ? "missing" : "all"}
          label={say("rounds.freeze-do")}
          what={say("rounds.freeze-what", { count })}
          article={article}
          weighed
          act={act}
          refused={() => void readiness.refetch()}
        >
          {!windowClosed && <p className="due">{say("rounds.freeze-window-open")}</p>}
          {missing.length > 0 && (
            <>
              <Alert
                type="warning"
                className="below-margin"
                title={say("rounds.freeze-missing")}
                description={
                  <ul className="plain">
                    {missing.map((m) => (
                      <li key={m}>{m}</li>
                    ))}
                  </ul>
                }
                action={<Copy label={say("rounds.urge")} text={say("rounds.urge-text", { unit: unitName, list, missing: listed(missing, language), link: `${window.location.origin}/tasks` })} />}
              />
              <Form.Item name="reason" label={say("rounds.freeze-reason")} rules={[{ required: true, whitespace: true, message: say("ui.reason-needed") }]}>
                <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
              </Form.Item>
            </>
          )}
        </KeptForm>
      )}
    </Shown>
  );
}
