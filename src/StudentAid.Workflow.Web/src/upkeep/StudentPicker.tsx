import { Select } from "antd";
import { useEffect, useState } from "react";
import { api, body, Refusal, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useSchools } from "@/oversight/schools";
import { useSay } from "@/app/texts";

const Wait = 250;
const Most = 20;

type Person = Api["PersonView"];

/** A student of a school, found by name or initials; what is typed goes in the body of a request and never into an address. */
export function StudentPicker({ chosen }: { chosen: (person: Person | undefined) => void }) {
  const say = useSay();
  const unit = useUnits();
  const schools = useSchools();
  const [school, setSchool] = useState<string>();
  const below = school ?? (schools.length === 1 ? schools[0]!.value : undefined);
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Person[]>([]);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    let current = true;
    const text = typed.trim();
    if (text === "" || !below) {
      setFound([]);
      setWrong("");
      return;
    }
    const timer = setTimeout(() => {
      body(api.POST("/api/people/search", { body: { text, below, most: Most } }))
        .then((page) => current && (setFound(page.items), setWrong("")))
        .catch((error: unknown) => current && (setFound([]), setWrong(error instanceof Refusal ? error.detail || error.title : say("ui.unreached"))));
    }, Wait);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed, below, say]);
  return (
    <div className="stack">
      {schools.length > 1 && <Select aria-label={say("oversight.school")} className="wide" placeholder={say("upkeep.student-school")} showSearch={{ optionFilterProp: "label" }} value={school} onChange={(s: string) => setSchool(s)} options={schools} />}
      <Select
        disabled={!below}
        aria-label={say("upkeep.student")}
        className="wide"
        allowClear
        placeholder={say("upkeep.student-find")}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        onChange={(id: string | undefined) => chosen(found.find((p) => p.id === id))}
        options={found.map((p) => ({ value: p.id, label: say("upkeep.student-at", { name: p.name, unit: unit(p.unit) }) }))}
        notFoundContent={wrong || say(typed.trim() === "" ? "upkeep.student-type" : "cases.nobody")}
      />
    </div>
  );
}
