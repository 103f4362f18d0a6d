import { Form, Radio } from "antd";
import { useSay, type Key } from "@/app/texts";

const channels: Record<string, Key> = {
  telephone: "after.channel-telephone",
  "in-person": "after.channel-in-person",
  letter: "after.channel-letter",
  online: "after.channel-online",
};

export const channelOf = (channel: string): Key => channels[channel] ?? "after.channel-other";

/** How something came, or how somebody was reached. */
export function Channel({ label }: { label: string }) {
  const say = useSay();
  return (
    <Form.Item name="channel" label={label} rules={[{ required: true, message: say("ui.needed") }]}>
      <Radio.Group options={Object.entries(channels).map(([value, key]) => ({ value, label: say(key) }))} />
    </Form.Item>
  );
}
