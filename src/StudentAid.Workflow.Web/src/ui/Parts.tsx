import { Link } from "react-router";

export interface Part {
  to: string;
  text: string;
}

/** The parts of a page beside each other, each with an address of its own; on a telephone they wrap and none hides. */
export function Parts({ label, parts, at }: { label: string; parts: Part[]; at: string }) {
  return (
    <nav className="parts" aria-label={label}>
      {parts.map((p) => (
        <Link key={p.to} to={p.to} aria-current={p.to === at ? "page" : undefined}>
          {p.text}
        </Link>
      ))}
    </nav>
  );
}
