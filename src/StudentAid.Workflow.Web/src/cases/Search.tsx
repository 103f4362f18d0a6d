import { SearchOutlined } from "@ant-design/icons";
import { AutoComplete, Input } from "antd";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { api, body, Refusal, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Status } from "@/ui/Status";

const Wait = 250;
const Most = 12;

type Found = Api["FoundCase"];

/** One row for each person: the application that is under way, else the latest that was found. */
export const byPerson = (found: Found[]): Found[] => {
  const people = new Map<string, Found>();
  for (const one of found) {
    const kept = people.get(one.person);
    if (!kept || (kept.status !== "open" && one.status === "open")) people.set(one.person, one);
  }
  return [...people.values()];
};

/** Finds a case by name, pinyin initials or number; the words go in the body of a request and never into an address. */
export function Search() {
  const say = useSay();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found[]>([]);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    setWrong("");
    if (text.trim() === "") {
      setFound([]);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      body(api.POST("/api/cases/search", { body: { text: text.trim(), below: "/", most: Most } }))
        .then((page) => current && setFound(byPerson(page.items)))
        .catch((error: unknown) => {
          if (!current) return;
          setFound([]);
          setWrong(error instanceof Refusal ? error.detail || error.title : say("ui.unreached"));
        });
    }, Wait);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, say]);
  const go = (id: string) => {
    setText("");
    void navigate(`/cases/${id}`);
  };
  return (
    <AutoComplete
      className="search"
      value={text}
      onChange={(v: string) => setText(v)}
      onSelect={(v: string) => go(v)}
      options={found.map((c) => ({
        value: c.case,
        label: (
          <span className="found">
            <strong>{c.name}</strong>
            <span className="quiet">{c.unitName}</span>
            <Status of={c.status} />
          </span>
        ),
      }))}
      popupMatchSelectWidth={340}
      notFoundContent={text.trim() === "" ? null : wrong || say("cases.nobody")}
    >
      <Input prefix={<SearchOutlined aria-hidden />} placeholder={say("cases.search")} aria-label={say("cases.search")} />
    </AutoComplete>
  );
}
