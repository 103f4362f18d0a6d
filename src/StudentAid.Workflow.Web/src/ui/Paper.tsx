import { useState } from "react";
import { useSay } from "@/app/texts";
import { Send } from "./Send";

interface PaperProps {
  label: string;
  unit: string;
  category: string;
  onChange?: (hash: string) => void;
}

/** One scan or PDF that an act rests on, kept at the unit before the act names it. */
export function Paper({ label, unit, category, onChange }: PaperProps) {
  const say = useSay();
  const [name, setName] = useState("");
  return (
    <div className="strip">
      <Send label={label} whose={{ unit }} category={category} sent={(hash, file) => (setName(file.name), onChange?.(hash))} />
      <span className={name ? undefined : "quiet"}>{name || say("ui.no-paper")}</span>
    </div>
  );
}
