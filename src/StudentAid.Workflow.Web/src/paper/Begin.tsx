import { Button, Card, Form } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { useRound, useRounds } from "@/api/reading";
import { trackOf } from "@/after/tracks";
import { useMe } from "@/app/session";
import { useSay } from "@/app/texts";
import { Choice } from "@/ui/form/Choice";
import { Nothing, Page } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";
import { StudentPicker } from "@/ui/StudentPicker";

interface Asked {
  round: string;
  person: string;
  track?: string;
}

/** Whose paper is entered: the round and the student; his application begins with it. */
export default function Begin() {
  const say = useSay();
  const rounds = useRounds();
  return (
    <Page title="cases.paper" sentence={say("cases.paper-what")} crumbs={[{ to: "/cases", text: say("cases.title") }]}>
      <Shown of={rounds}>
        {(page) => {
          const open = page.items.filter((r) => r.status === "open");
          return open.length === 0 ? <Nothing text={say("cases.none")} /> : <Sheet rounds={open.map((r) => ({ value: r.id, label: `${r.schoolYear} ${r.name}` }))} />;
        }}
      </Shown>
    </Page>
  );
}

function Sheet({ rounds }: { rounds: { value: string; label: string }[] }) {
  const say = useSay();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [form] = Form.useForm<Asked>();
  const chosen = rounds.find((r) => r.value === search.get("round"))?.value ?? rounds[0]!.value;
  const id = Form.useWatch("round", form) ?? chosen;
  const round = useRound(id).data;
  const me = useMe().data;
  // A class teacher looks among his own, an office in the whole school.
  const below = round && (me?.grants.find((g) => round.school.startsWith(g.unit)) ? round.school : (me?.grants.find((g) => g.unit.startsWith(round.school))?.unit ?? round.school));
  const begin = useAct(
    (v: Asked, key) => body(api.POST("/api/cases", { params: { header: acting(key) }, body: { round: v.round, person: v.person, track: v.track ?? round?.tracks[0] ?? "", attempt: 1 } })),
    (answer) => void navigate(`/cases/${answer.id}/paper`),
  );
  return (
    <Card className="narrow-card">
      <p className="quiet">{say("cases.paper-begin-what")}</p>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ round: chosen }} onFinish={(v) => begin.mutate(v)}>
        <Form.Item name="round" label={say("cases.round")}>
          <Choice options={rounds} />
        </Form.Item>
        <Form.Item name="person" label={say("cases.paper-who")} rules={[{ required: true, message: say("ui.needed") }]}>
          <StudentPicker school={below} autoFocus />
        </Form.Item>
        {round && round.tracks.length > 1 && (
          <Form.Item name="track" label={say("cases.paper-track")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Choice options={round.tracks.map((value) => ({ value, label: trackOf(say, value) }))} />
          </Form.Item>
        )}
        <Refused error={begin.error} />
        <Button type="primary" htmlType="submit" loading={begin.isPending} className="below">
          {say("cases.paper-begin")}
        </Button>
      </Form>
    </Card>
  );
}
