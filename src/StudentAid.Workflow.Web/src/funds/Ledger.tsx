import { useQuery } from "@tanstack/react-query";
import { Alert, Descriptions, Form, InputNumber } from "antd";
import { api, body, Refusal } from "@/api/client";
import { useCarriesAt } from "@/app/duties";
import { useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { yuan } from "@/ui/money";
import { Nothing } from "@/ui/Page";
import { Paper } from "@/ui/Paper";
import { Shown } from "@/ui/Refused";

interface OfYear {
  school: string;
  year: string;
}

const Fen = 100;

/** The school's own fund of a year: what it comes from, what was set aside, what the lists granted, what is left. None yet is no error. */
export function Ledger({ school, year }: OfYear) {
  const say = useSay();
  const [language] = useLanguage();
  const keeps = useCarriesAt("keep-rounds")(school);
  const ledger = useQuery({
    queryKey: ["aid-ledgers", school, year],
    queryFn: async () => {
      try {
        return await body(api.GET("/api/aid-ledgers", { params: { query: { school, schoolYear: year } } }));
      } catch (error) {
        if (error instanceof Refusal && error.status === 404) return null;
        throw error;
      }
    },
  });
  return (
    <Shown of={ledger}>
      {(fund) => (
        <div className="stack">
          {fund ? (
            <>
              <Alert type={Number(fund.left) > 0 ? "success" : "warning"} showIcon title={<span className="days">{say("funds.left", { left: yuan(Number(fund.left), language) })}</span>} description={say("funds.left-what")} />
              <Descriptions
                column={1}
                size="small"
                items={[
                  { key: "base", label: say("funds.base"), children: say("funds.yuan", { amount: yuan(Number(fund.base), language) }) },
                  { key: "share", label: say("funds.share"), children: new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(fund.share) },
                  { key: "set-aside", label: say("funds.set-aside"), children: say("funds.yuan", { amount: yuan(Number(fund.setAside), language) }) },
                  { key: "spent", label: say("funds.spent"), children: say("funds.yuan", { amount: yuan(Number(fund.spent), language) }) },
                ]}
              />
            </>
          ) : (
            <Nothing text={say("funds.no-ledger", { year })} />
          )}
          {keeps && (
            <div className="strip">
              <SetAside school={school} year={year} again={fund !== null} />
            </div>
          )}
        </div>
      )}
    </Shown>
  );
}

interface Wanted {
  income: number;
  percent: number;
  paper: string;
}

function SetAside({ school, year, again }: OfYear & { again: boolean }) {
  const say = useSay();
  return (
    <Act<Wanted>
      tone="primary"
      label={say(again ? "funds.set-aside-again" : "funds.set-aside-do")}
      what={say("funds.set-aside-what", { year })}
      send={(v, how) =>
        body(api.POST("/api/aid-ledgers", { params: how, body: { school, schoolYear: year, base: Math.round(v.income * Fen), share: Number((v.percent / 100).toFixed(6)), paper: v.paper } }))
      }
    >
      <Form.Item name="income" label={say("funds.income")} rules={[{ required: true, message: say("ui.needed") }]}>
        <InputNumber min={0.01} max={10_000_000_000} precision={2} className="wide" suffix={say("ui.yuan")} />
      </Form.Item>
      <Form.Item name="percent" label={say("funds.share")} extra={say("funds.share-what")} rules={[{ required: true, message: say("ui.needed") }]}>
        <InputNumber min={0.01} max={100} precision={2} className="wide" suffix="%" />
      </Form.Item>
      <Paper name="paper" label={say("funds.decision")} whose={{ unit: school }} category="set-aside-decision" />
    </Act>
  );
}
