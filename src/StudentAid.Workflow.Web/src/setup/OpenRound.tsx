import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, Select } from "antd";
import { useNavigate } from "react-router";
import { api, body, type Api } from "@/api/client";
import { trackOf } from "@/after/tracks";
import { useCarriesAt } from "@/app/duties";
import { useReader } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { useSchools } from "@/oversight/schools";
import { Act } from "@/ui/Act";
import { Choices } from "@/ui/form/Fields";
import { Send } from "@/ui/Send";
import { dayAt } from "@/ui/time";

const Tracks = ["enrolled", "freshmen"];

/** The month from which on a school year is spoken of as the one that begins. */
const Begins = 6;

interface Wanted {
  school: string;
  procedure: string;
  schoolYear: string;
  name: string;
  termStart: string;
  referenceDay: string;
  tracks: string[];
  practice?: boolean;
  body?: string;
  day?: string;
  meeting?: string;
  minutes?: string;
}

/** The school year that a day belongs to, or that begins in its summer. */
export const schoolYearAt = (day: string): string => {
  const [year = 0, month = 0] = day.split("-").map(Number);
  const first = month >= Begins ? year : year - 1;
  return `${first}—${first + 1}`;
};

/** Opens a school's round: it is held to the rules as they are published now. */
export function OpenRound() {
  const say = useSay();
  const [language] = useLanguage();
  const me = useReader()!;
  const go = useNavigate();
  const keeps = useCarriesAt("keep-rounds");
  const schools = useSchools().filter((s) => keeps(s.value));
  const definitions = useQuery({ queryKey: ["definitions"], queryFn: () => body(api.GET("/api/definitions")) });
  const procedures = [...new Map((definitions.data?.items ?? []).filter((d) => d.state === "published").map((d) => [d.id, textOf(d.name, language) || d.id]))];
  const today = dayAt(me.now);
  const year = schoolYearAt(today);
  if (schools.length === 0) return null;
  return (
    <Act<Wanted, Api["StepAnswer"]>
      tone="primary"
      label={say("setup.round-open")}
      what={say("setup.round-open-what")}
      initial={{ school: schools[0]!.value, schoolYear: year, tracks: [Tracks[0]!], termStart: `${year.slice(0, 4)}-09-01`, referenceDay: today }}
      weighed
      send={(v, how) => {
        const adoption: Api["Adoption"] | undefined = v.body || v.meeting || v.day || v.minutes ? { body: v.body ?? "", day: v.day ?? today, meeting: v.meeting ?? "", evidenceHash: v.minutes ?? "" } : undefined;
        return body(
          api.POST("/api/rounds", {
            params: how,
            body: { school: v.school, procedure: v.procedure, schoolYear: v.schoolYear.trim(), name: v.name.trim(), termStart: v.termStart, referenceDay: v.referenceDay, tracks: v.tracks, practice: v.practice ?? false, ...(adoption ? { adoption } : {}) },
          }),
        );
      }}
      done={(answer) => void go(`/rounds/${answer.id}`)}
    >
      <Form.Item name="school" label={say("oversight.school")} hidden={schools.length === 1} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select options={schools} />
      </Form.Item>
      <Form.Item name="procedure" label={say("setup.procedure")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select showSearch={{ optionFilterProp: "label" }} options={procedures.map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="schoolYear" label={say("rounds.year")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="name" label={say("rounds.name")} extra={say("setup.round-name-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="tracks" label={say("setup.tracks")} required rules={[{ validator: (_, chosen: string[] | undefined) => (chosen?.length ? Promise.resolve() : Promise.reject(new Error(say("ui.needed")))) }]}>
        <Choices options={Tracks.map((value) => ({ value, label: trackOf(say, value) }))} />
      </Form.Item>
      <Form.Item name="termStart" label={say("setup.term-start")} extra={say("setup.term-start-what")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="referenceDay" label={say("setup.reference-day")} extra={say("setup.reference-day-what")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" />
      </Form.Item>
      <fieldset className="form-group">
        <legend>{say("setup.adoption")}</legend>
        <p className="quiet">{say("setup.adoption-what")}</p>
        <Form.Item name="body" label={say("setup.adoption-body")}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="day" label={say("setup.adoption-day")}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="meeting" label={say("setup.adoption-meeting")}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="minutes" label={say("setup.adoption-minutes")}>
          <Minutes />
        </Form.Item>
      </fieldset>
      <Form.Item name="practice" valuePropName="checked">
        <Checkbox>{say("setup.practice")}</Checkbox>
      </Form.Item>
    </Act>
  );
}

/** The scan of the minutes; what is kept of it here is its hash. */
function Minutes({ value, onChange }: { value?: string; onChange?: (hash: string) => void }) {
  const say = useSay();
  const unit = Form.useWatch<string | undefined>("school");
  return (
    <div className="strip">
      {unit && <Send label={say(value ? "setup.minutes-again" : "setup.minutes-send")} whose={{ unit }} category="minutes" sent={(hash) => onChange?.(hash)} />}
      {value && <span className="quiet">{say("setup.minutes-there")}</span>}
    </div>
  );
}
