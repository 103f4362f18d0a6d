import { Form, Input, Select } from "antd";
import { useNavigate } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { useSchools } from "./schools";
import { Words } from "./Words";

/** An authority writes down what it found, against which article, and until when it is to be corrected: at a school, or about one case of it, of which the finding then is. */
export default function Issue({ about }: { about?: { school: string; case: string } }) {
  const say = useSay();
  const navigate = useNavigate();
  const schools = useSchools();
  return (
    <Act<Api["FindingInput"], Api["StepAnswer"]>
      tone={about ? "default" : "primary"}
      label={say(about ? "oversight.issue-case" : "oversight.issue")}
      what={say(about ? "oversight.issue-case-what" : "oversight.issue-what")}
      send={(v, how) => body(api.POST("/api/findings", { params: how, body: { ...v, ...about } }))}
      done={({ id }) => about && void navigate(`/oversight/findings/${id}`)}
    >
      {!about && (
        <Form.Item name="school" label={say("oversight.school")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Select showSearch={{ optionFilterProp: "label" }} options={schools} />
        </Form.Item>
      )}
      <Form.Item name="article" label={say("oversight.article")} extra={say("oversight.article-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Words name="issue" label={say("oversight.issue-text")} most={2000} />
      <Form.Item name="due" label={say("oversight.correct-by")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" />
      </Form.Item>
    </Act>
  );
}
