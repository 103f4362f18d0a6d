import { Form } from "antd";
import { useState } from "react";
import { useSay } from "@/app/texts";
import { Send } from "./Send";

interface PaperProps {
  whose: { person: string } | { unit: string };
  category: string;
  label: string;
  value?: string;
  onChange?: (hash: string) => void;
}

/** One paper, photographed or scanned; it is kept before the act names it. */
export function Picked({ whose, category, label, value, onChange }: PaperProps) {
  const say = useSay();
  const [name, setName] = useState("");
  return (
    <div className="strip">
      <Send label={say("ui.paper-choose", { label })} whose={whose} category={category} sent={(hash, file) => (setName(file.name), onChange?.(hash))} />
      <span className="quiet">{value ? name : say("ui.paper-none")}</span>
    </div>
  );
}

interface FieldProps extends Omit<PaperProps, "value" | "onChange"> {
  name: string;
  extra?: string;
}

/** The field of an act that rests on a paper. */
export function Paper({ name, extra, ...paper }: FieldProps) {
  const say = useSay();
  return (
    <Form.Item name={name} label={paper.label} extra={extra} rules={[{ required: true, message: say("ui.paper-needed") }]}>
      <Picked {...paper} />
    </Form.Item>
  );
}
