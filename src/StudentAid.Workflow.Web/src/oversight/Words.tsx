import { Form, Input } from "antd";
import { useSay } from "@/app/texts";

/** A field of running text; needed unless said otherwise. */
export function Words({ name = "text", label, most, rows = 3, optional = false }: { name?: string; label: string; most: number; rows?: number; optional?: boolean }) {
  const say = useSay();
  const needed = name === "reason" ? "ui.reason-needed" : "ui.needed";
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : [{ required: true, whitespace: true, message: say(needed) }]}>
      <Input.TextArea maxLength={most} autoSize={{ minRows: rows }} />
    </Form.Item>
  );
}
