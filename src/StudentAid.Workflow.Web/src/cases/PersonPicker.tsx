import { Alert, Select } from "antd";
import { useEffect, useState } from "react";
import { api, body, Refusal, type Api } from "@/api/client";
import { listed, useLanguage, useSay } from "@/app/texts";
import { postKey } from "./hands";

const Wait = 250;
const Most = 20;

interface PersonPickerProps {
  task: string;
  verb: string;
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

interface Choice {
  value: string;
  label: React.ReactNode;
}

const wordsOf = (post: Api["PostView"]): string => `${post.roleName} · ${post.unitName}`;

const choiceOf = (value: string, name: string, posts: string[]): Choice => ({
  value,
  label: (
    <span className="found">
      <strong>{name}</strong> <span className="quiet">{posts.join("，")}</span>
    </span>
  ),
});

/** Whom an act at a task may name, found by name, initials, post or unit; what is typed goes in the body of a request and never into an address. */
export function PersonPicker({ task, verb, id, value, onChange }: PersonPickerProps) {
  const say = useSay();
  const [language] = useLanguage();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Api["TaskPeople"]>();
  const [wrong, setWrong] = useState("");
  const [chosen, setChosen] = useState<Choice>();
  useEffect(() => {
    let current = true;
    const text = typed.trim();
    const timer = setTimeout(
      () => {
        body(api.POST("/api/tasks/{id}/people", { params: { path: { id: task } }, body: { verb, text, most: Most } }))
          .then((people) => current && (setFound(people), setWrong("")))
          .catch((error: unknown) => current && (setFound(undefined), setWrong(error instanceof Refusal ? error.detail || error.title : say("ui.unreached"))));
      },
      text === "" ? 0 : Wait,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [task, verb, typed, say]);
  const people = (found?.items ?? []).map((p) => choiceOf(p.id, p.name, p.posts.map(wordsOf)));
  const posts = (found?.posts ?? []).map((p) => choiceOf(postKey(p), p.roleName, [p.unitName]));
  const shown = [...people, ...posts];
  const kept = chosen && chosen.value === value && shown.every((c) => c.value !== value) ? [chosen] : [];
  const more = (found?.atLeast ?? 0) - people.length;
  // Who is alone at his post asks a post that may hand the task on; who holds it he need not know.
  if (found && found.ask.length > 0) return <Alert id={id} type="info" showIcon role="status" title={say("cases.people-ask", { posts: listed(found.ask.map((p) => (p.unit === "/" ? p.roleName : wordsOf(p))), language) })} />;
  return (
    <Select
      id={id}
      className="wide"
      allowClear
      value={value}
      placeholder={say("cases.people-search")}
      loading={!found && !wrong}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(next: string | undefined) => {
        setChosen(shown.find((c) => c.value === next));
        onChange?.(next);
      }}
      options={
        posts.length > 0
          ? [...kept, ...(people.length > 0 ? [{ label: say("cases.people"), options: people }] : []), { label: say("cases.people-posts"), options: posts }]
          : [...kept, ...people]
      }
      notFoundContent={wrong || (!found ? say("cases.people-coming") : typed.trim() === "" ? say("cases.people-none") : say("cases.people-no-hit", { text: typed.trim() }))}
      popupRender={(menu) => (
        <>
          {menu}
          {more > 0 && <div className="quiet picker-more">{say("cases.people-more", { count: more })}</div>}
        </>
      )}
    />
  );
}
