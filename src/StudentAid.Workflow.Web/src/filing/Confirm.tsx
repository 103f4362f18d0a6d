import { useQuery } from "@tanstack/react-query";
import { Form, Input, InputNumber, Select } from "antd";
import { useEffect } from "react";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useMe } from "@/app/session";
import { useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Paper } from "@/ui/Paper";
import { dayAt } from "@/ui/time";

interface ConfirmProps {
  round: Api["RoundView"];
  profile: string;
  batch: Api["BatchView"];
}

interface Wanted {
  day: string;
  count: number;
  refused?: string[];
  receipt: string;
}

/** The confirmation of entry: the receipt, how many the other system took by it, and whom it refused. */
export function Confirm({ round, profile, batch }: ConfirmProps) {
  const say = useSay();
  const now = useMe().data?.now;
  return (
    <Act<Wanted>
      small
      tone="primary"
      weighed
      label={say("filing.confirm")}
      name={say("filing.confirm-of", { batch: batch.batch })}
      what={say("filing.confirm-what")}
      initial={{ day: dayAt(now ?? new Date().toISOString()) }}
      send={({ refused, ...v }, how) =>
        body(api.POST("/api/rounds/{id}/exports/{profile}/confirm", { params: { path: { id: round.id, profile }, ...how }, body: { ...v, batch: batch.batch, refused: refused ?? [] } }))
      }
    >
      <Fields round={round} profile={profile} batch={batch} />
    </Act>
  );
}

/** Whom the error file named stands there already; the count is read off the receipt and not worked out, so that it proves something. */
function Fields({ round, profile, batch }: ConfirmProps) {
  const say = useSay();
  const unit = useUnits();
  const form = Form.useFormInstance<Wanted>();
  const path = { id: round.id, profile };
  const students = useQuery({
    queryKey: ["exports", round.id, profile, "batches", batch.batch],
    queryFn: () => body(api.GET("/api/rounds/{id}/exports/{profile}/batches/{batch}", { params: { path: { ...path, batch: batch.batch } } })),
  });
  const errors = useQuery({
    queryKey: ["exports", round.id, profile, "errors", batch.batch],
    queryFn: () => body(api.GET("/api/rounds/{id}/exports/{profile}/errors", { params: { path, query: { batch: batch.batch } } })),
  });
  useEffect(() => {
    if (errors.data && !form.isFieldTouched("refused")) form.setFieldValue("refused", [...new Set(errors.data.items.flatMap((e) => e.case ?? []))]);
  }, [errors.data, form]);
  return (
    <>
      <Form.Item name="day" label={say("filing.confirm-day")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="refused" label={say("filing.refused")} extra={say("filing.refused-what")}>
        <Select
          mode="multiple"
          loading={students.isPending || errors.isPending}
          showSearch={{ optionFilterProp: "label" }}
          options={(students.data?.items ?? []).map((s) => ({ value: s.case, label: say("ui.student-at", { name: s.name, unit: unit(s.unit) }) }))}
        />
      </Form.Item>
      <Form.Item name="count" label={say("filing.count")} extra={say("filing.count-what", { rows: batch.rows })} rules={[{ required: true, message: say("ui.needed") }]}>
        <InputNumber min={0} precision={0} className="wide" />
      </Form.Item>
      <Paper name="receipt" label={say("filing.receipt")} extra={say("filing.receipt-what")} whose={{ unit: round.school }} category="export-receipt" />
    </>
  );
}
