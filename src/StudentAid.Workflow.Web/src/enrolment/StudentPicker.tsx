import { Select } from "antd";
import { useEffect, useState } from "react";
import { api, body, Refusal } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useSay } from "@/app/texts";

const Wait = 250;
const Most = 20;

interface StudentPickerProps {
  school: string;
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

/** A student of the school, found by name or pinyin initials; what is typed goes in the body of a request and never into an address. */
export function StudentPicker({ school, id, value, onChange }: StudentPickerProps) {
  const say = useSay();
  const unit = useUnits();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<{ id: string; name: string; unit: string }[]>([]);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    const text = typed.trim();
    if (text === "") return;
    let current = true;
    const timer = setTimeout(() => {
      body(api.POST("/api/people/search", { body: { text, below: school, most: Most } }))
        .then((people) => current && (setFound(people.items), setWrong("")))
        .catch((error: unknown) => current && setWrong(error instanceof Refusal ? error.detail || error.title : say("ui.unreached")));
    }, Wait);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [school, typed, say]);
  return (
    <Select
      id={id}
      className="wide"
      allowClear
      value={value}
      placeholder={say("cases.search")}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(next: string | undefined) => onChange?.(next)}
      options={found.map((p) => ({ value: p.id, label: `${p.name} ${unit(p.unit)}` }))}
      notFoundContent={wrong || (typed.trim() === "" ? null : say("cases.nobody"))}
    />
  );
}
