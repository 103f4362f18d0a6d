import { Tag } from "antd";
import { useSay, type Key } from "@/app/texts";

type Tone = "quiet" | "going" | "due" | "done" | "stopped";

const known: Record<string, [Key, Tone]> = {
  open: ["ui.status-open", "going"],
  completed: ["ui.status-completed", "done"],
  archived: ["ui.status-archived", "done"],
  frozen: ["ui.status-frozen", "due"],
  decided: ["ui.status-decided", "going"],
  released: ["ui.status-released", "done"],
  posted: ["ui.status-posted", "going"],
  answering: ["ui.status-answering", "due"],
  waiting: ["ui.status-waiting", "quiet"],
  applied: ["ui.status-applied", "done"],
  left: ["ui.status-left", "quiet"],
  held: ["ui.status-held", "due"],
  returned: ["ui.status-returned", "due"],
  objected: ["ui.status-objected", "due"],
  finished: ["ui.status-finished", "done"],
  cancelled: ["ui.status-cancelled", "stopped"],
  suspended: ["ui.status-suspended", "stopped"],
  faulted: ["ui.status-faulted", "stopped"],
  "not-applied": ["ui.status-not-applied", "quiet"],
  "taken-back": ["ui.status-taken-back", "stopped"],
  matched: ["ui.match-matched", "quiet"],
  doubtful: ["ui.match-doubtful", "due"],
  none: ["ui.match-none", "quiet"],
  upheld: ["ui.result-upheld", "due"],
  recorded: ["ui.status-recorded", "done"],
  withdrawn: ["ui.status-withdrawn", "quiet"],
  "finding-open": ["ui.status-finding-open", "due"],
  "finding-answered": ["ui.status-finding-answered", "going"],
  "finding-closed": ["ui.status-finding-closed", "done"],
  "complaint-filed": ["ui.status-complaint-filed", "due"],
  "complaint-accepted": ["ui.status-complaint-accepted", "going"],
  "complaint-handling": ["ui.status-complaint-handling", "going"],
  "complaint-answered": ["ui.status-complaint-answered", "done"],
  "not-upheld": ["ui.result-not-upheld", "done"],
};

const colour: Record<Tone, string> = { quiet: "default", going: "processing", due: "warning", done: "success", stopped: "error" };

/** A state by its word; colour only where something is due, done or stopped. */
export function Status({ of }: { of: string }) {
  const say = useSay();
  if (!of) return null;
  return (
    <Tag color={colour[known[of]?.[1] ?? "quiet"]} variant="filled" data-status={of}>
      {known[of] ? say(known[of][0]) : of}
    </Tag>
  );
}
