import { useSay } from "@/app/texts";

interface ChoiceProps {
  id?: string;
  value?: string | number;
  onChange?: (value: string | undefined) => void;
  /** The name where no label stands beside it; such a select always has a value. */
  label?: string;
  options: { value: string | number; label: string }[];
}

/** The browser's own select: a phone shows its own wheel, and the family's door stays small. */
export function Choice({ id, value, onChange, label, options }: ChoiceProps) {
  const say = useSay();
  return (
    <select id={id} aria-label={label} className="choice" value={value ?? ""} onChange={(e) => onChange?.(e.target.value || undefined)}>
      {label === undefined && <option value="">{say("ui.choose")}</option>}
      {options.map((o) => (
        <option key={o.value} value={o.value}>
          {o.label}
        </option>
      ))}
    </select>
  );
}
