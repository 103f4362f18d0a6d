import { Select } from "antd";
import { useEffect, useState } from "react";
import { api, body, Refusal, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useSay } from "@/app/texts";

const Wait = 250;
const Most = 20;

type Person = Api["PersonView"];

interface StudentPickerProps {
  /** Nobody can be looked for before it is known. */
  school: string | undefined;
  id?: string;
  autoFocus?: boolean;
  "aria-label"?: string;
  value?: string;
  onChange?: (id: string | undefined, person: Person | undefined) => void;
}

/** A student of the school, found by name or pinyin initials; what is typed goes in the body of a request and never into an address. */
export function StudentPicker({ school, onChange, ...select }: StudentPickerProps) {
  const say = useSay();
  const unit = useUnits();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Person[]>([]);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    let current = true;
    const text = typed.trim();
    if (text === "" || !school) return;
    const timer = setTimeout(() => {
      body(api.POST("/api/people/search", { body: { text, below: school, most: Most } }))
        .then((page) => current && (setFound(page.items), setWrong("")))
        .catch((error: unknown) => current && (setFound([]), setWrong(error instanceof Refusal ? error.detail || error.title : say("ui.unreached"))));
    }, Wait);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed, school, say]);
  return (
    <Select
      {...select}
      disabled={!school}
      className="wide"
      allowClear
      placeholder={say("ui.student-find")}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(next: string | undefined) => onChange?.(next, found.find((p) => p.id === next))}
      options={found.map((p) => ({ value: p.id, label: say("ui.student-at", { name: p.name, unit: unit(p.unit) }) }))}
      notFoundContent={wrong || say(typed.trim() === "" ? "ui.student-type" : "cases.nobody")}
    />
  );
}
