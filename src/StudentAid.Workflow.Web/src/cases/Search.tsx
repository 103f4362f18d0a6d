import { SearchOutlined } from "@ant-design/icons";
import { AutoComplete, Input } from "antd";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useMe } from "@/app/session";
import { useSay } from "@/app/texts";

const Wait = 250;
const Most = 12;

/** Finds a student by name or pinyin initials; the words go in the body of a request and never into an address. */
export function Search() {
  const say = useSay();
  const unit = useUnits();
  const navigate = useNavigate();
  const me = useMe().data;
  const [text, setText] = useState("");
  const [found, setFound] = useState<Api["PersonView"][]>([]);
  const below = me?.grants[0]?.unit ?? "/";
  useEffect(() => {
    if (text.trim() === "") {
      setFound([]);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      body(api.POST("/api/people/search", { body: { text: text.trim(), below, most: Most } }))
        .then((page) => current && setFound(page.items))
        .catch(() => current && setFound([]));
    }, Wait);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, below]);
  const go = (id: string) => {
    const person = found.find((p) => p.id === id);
    const last = (person?.cases as string[] | undefined)?.[0];
    setText("");
    if (last) void navigate(`/cases/${last}`);
  };
  return (
    <AutoComplete
      className="search"
      value={text}
      onChange={(v: string) => setText(v)}
      onSelect={(v: string) => go(v)}
      options={found.map((p) => ({
        value: p.id,
        disabled: p.cases.length === 0,
        label: (
          <span className="found">
            <strong>{p.name}</strong>
            <span className="quiet">{p.cases.length === 0 ? say("cases.not-applied") : unit(p.unit)}</span>
          </span>
        ),
      }))}
      notFoundContent={text.trim() === "" ? null : say("cases.nobody")}
    >
      <Input prefix={<SearchOutlined aria-hidden />} placeholder={say("cases.search")} aria-label={say("cases.search")} />
    </AutoComplete>
  );
}
