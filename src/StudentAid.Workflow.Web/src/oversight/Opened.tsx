import { Checkbox, Form, Input } from "antd";
import { useSay } from "@/app/texts";
import { parts } from "@/cases/Readers";

/** What these pages can show of a case; facts and files are read over the interface. */
const shown = ["result", "record"];

/** Which parts of a case are opened, and until when. */
export function Opened() {
  const say = useSay();
  const needed = [{ required: true, message: say("ui.needed") }];
  return (
    <>
      <Form.Item name="parts" label={say("cases.parts")} rules={needed}>
        <Checkbox.Group options={shown.map((value) => ({ value, label: say(parts[value]!) }))} />
      </Form.Item>
      <Form.Item name="until" label={say("cases.read-until")} rules={needed}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}
