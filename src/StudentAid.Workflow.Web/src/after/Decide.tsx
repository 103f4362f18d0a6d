import { Alert, Button, Form, Input, InputNumber, Radio, Select } from "antd";
import { api, body, type Api } from "@/api/client";
import { useRules, useWords } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Words } from "@/oversight/Words";
import { noPapers, Papers, type Read } from "@/rosters/Papers";
import { votes } from "@/rosters/Votes";
import { Act } from "@/ui/Act";
import { Paper } from "@/ui/Paper";
import { Choice } from "@/ui/form/Choice";
import { aids, aidOf } from "./aids";

type Revocation = Api["RevocationView"];
type Ballot = Api["RevocationVoteView"];

interface Decision {
  result: string;
  body: string;
  meeting: string;
  article: string;
  reasons: string;
  paper: string;
  recoveries?: { aid: string; amount: number; due: string }[];
  seats?: Record<string, string>;
  papers?: Read;
}

/** How a member of the body took part, and what of it is his vote. */
const away = ["excused", "absent", "withdrawn"] as const;

type Part = (typeof votes)[number] | (typeof away)[number] | "cast" | "present";

/** Who observes is there and has no vote; of a secret ballot it is known who put a paper in. */
const partsOf = (seat: Api["Seat"], secret: boolean): Part[] => [...(seat.observes ? (["present"] as const) : secret ? (["cast"] as const) : votes), ...away];

const usual = (seat: Api["Seat"], secret: boolean): Part | undefined => (seat.concerned ? "withdrawn" : seat.observes ? "present" : secret ? "cast" : undefined);

const seatOf = ([member, part]: [string, string]): Api["Seating"] =>
  (away as readonly string[]).includes(part) ? { member, attendance: part, substitute: "", vote: "" } : { member, attendance: "present", substitute: "", vote: part === "present" ? "" : part };

/** Nobody's vote is put down before he is asked; what the product knows beforehand is. */
const firstOf = (vote: Ballot): Record<string, string> =>
  Object.fromEntries(vote.seats.flatMap((s) => [usual(s, vote.ballot === "secret")].filter((p) => p !== undefined).map((p) => [s.id, p])));

/** The body's decision: what it rests on, the vote where the school's rules name a body, and what is to be paid back. */
export function Decide({ of }: { of: Revocation }) {
  const say = useSay();
  const words = useWords(useRules(of.round).data);
  return (
    <Act<Decision>
      tone="primary"
      weighed
      label={say("after.decide")}
      what={say("after.decide-what")}
      initial={{ ...(of.vote ? { body: words.body(of.vote.body), seats: firstOf(of.vote), ...(of.vote.ballot === "secret" ? { papers: noPapers } : {}) } : {}) }}
      send={({ recoveries = [], seats = {}, ...v }, how) =>
        body(
          api.POST("/api/revocations/{id}/decide", {
            params: { path: { id: of.id }, ...how },
            body: {
              ...v,
              recoveries: v.result === "revoked" ? recoveries.map((r) => ({ ...r, amount: Math.round(r.amount * 100) })) : [],
              seats: Object.entries(seats).map(seatOf),
            },
          }),
        )
      }
    >
      <Form.Item name="result" label={say("after.decision")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Radio.Group
          options={[
            { value: "revoked", label: say("after.revoke-yes") },
            { value: "dismissed", label: say("after.revoke-no") },
          ]}
        />
      </Form.Item>
      <Line name="body" label={say("after.body")} />
      <Line name="meeting" label={say("after.meeting")} extra={say("after.meeting-what")} />
      {of.vote && <Vote of={of.vote} name={words.body(of.vote.body)} />}
      <Line name="article" label={say("oversight.article")} />
      <Words name="reasons" label={say("after.reasons")} most={4000} />
      <Paper name="paper" label={say("after.decision-paper")} whose={{ person: of.person }} category="revocation-decision" />
      <Form.Item noStyle dependencies={["result"]}>
        {({ getFieldValue }) => getFieldValue("result") === "revoked" && <Demands />}
      </Form.Item>
    </Act>
  );
}

function Line({ name, label, extra }: { name: string; label: string; extra?: string }) {
  const say = useSay();
  return (
    <Form.Item name={name} label={label} extra={extra} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
      <Input maxLength={120} />
    </Form.Item>
  );
}

/** Every member with how he took part; relatives of the student withdraw. Of a secret ballot only the numbers are put down, and who put a paper in. */
function Vote({ of, name }: { of: Ballot; name: string }) {
  const say = useSay();
  const secret = of.ballot === "secret";
  const words: Record<Part, string> = {
    agree: say("after.vote-agree"),
    disagree: say("after.vote-disagree"),
    abstain: say("after.vote-abstain"),
    excused: say("after.vote-excused"),
    absent: say("after.vote-absent"),
    withdrawn: say("after.vote-withdrawn"),
    cast: say("after.vote-cast"),
    present: say("after.vote-observes"),
  };
  if (of.seats.length === 0) return <Alert type="warning" showIcon role="status" className="below-margin" title={say("after.vote-nobody", { body: name })} />;
  return (
    <fieldset className="form-group">
      <legend>{say("after.vote")}</legend>
      {of.seats.map((seat) => (
        <Form.Item key={seat.id} name={["seats", seat.id]} label={seat.name} rules={[{ required: true, message: say("ui.needed") }]}>
          <Choice options={partsOf(seat, secret).map((p) => ({ value: p, label: words[p] }))} />
        </Form.Item>
      ))}
      {secret && (
        <Form.Item name="papers">
          <Papers />
        </Form.Item>
      )}
    </fieldset>
  );
}

/** What is to be paid back, until when; in yuan. */
function Demands() {
  const say = useSay();
  const needed = [{ required: true, message: say("ui.needed") }];
  return (
    <Form.List name="recoveries">
      {(rows, { add, remove }) => (
        <fieldset className="form-group">
          <legend>{say("after.recoveries")}</legend>
          {rows.map((row, i) => (
            <div key={row.key} className="rows">
              <div className="rows-head">
                <strong>{say("after.recovery-number", { number: i + 1 })}</strong>
                <Button size="small" onClick={() => remove(row.name)}>{say("ui.row-remove")}</Button>
              </div>
              <Form.Item name={[row.name, "aid"]} label={say("after.aid")} rules={needed}>
                <Select options={Object.keys(aids).map((a) => ({ value: a, label: aidOf(say, a) }))} />
              </Form.Item>
              <Form.Item name={[row.name, "amount"]} label={say("after.amount")} rules={needed}>
                <InputNumber min={0.01} precision={2} className="wide" />
              </Form.Item>
              <Form.Item name={[row.name, "due"]} label={say("after.repay-by")} rules={needed}>
                <Input type="date" />
              </Form.Item>
            </div>
          ))}
          <Button onClick={() => add()}>{say("after.recovery-add")}</Button>
        </fieldset>
      )}
    </Form.List>
  );
}
