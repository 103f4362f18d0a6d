import { Tag } from "antd";
import { useSay, type Key } from "@/app/texts";

type Tone = "quiet" | "going" | "due" | "done" | "stopped";

const known: Record<string, [Key, Tone]> = {
  open: ["ui.status-open", "going"],
  completed: ["ui.status-completed", "done"],
  archived: ["ui.status-archived", "done"],
  frozen: ["ui.status-frozen", "due"],
  "to-meet": ["ui.status-to-meet", "due"],
  meeting: ["ui.status-meeting", "going"],
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
  "adjustment-open": ["after.adjustment-open", "due"],
  "adjustment-begun": ["after.adjustment-begun", "going"],
  "adjustment-dismissed": ["after.adjustment-dismissed", "done"],
  "sample-open": ["after.sample-open", "going"],
  "sample-done": ["after.sample-done", "done"],
  "check-confirmed": ["after.check-confirmed", "done"],
  "check-deviates": ["after.check-deviates", "due"],
  "late-open": ["after.late-open", "due"],
  "late-settled": ["after.late-settled", "done"],
  "revocation-hearing": ["after.revocation-hearing", "due"],
  "revocation-heard": ["after.revocation-heard", "due"],
  "revocation-dismissed": ["after.revocation-dismissed", "done"],
  "revocation-recovering": ["after.revocation-recovering", "going"],
  "revocation-revoked": ["after.revocation-revoked", "stopped"],
  "recovery-open": ["after.recovery-open", "due"],
  "recovery-partly": ["after.recovery-partly", "going"],
  "recovery-recovered": ["after.recovery-recovered", "done"],
  "reconsideration-open": ["after.reconsideration-open", "due"],
  "reconsideration-maintained": ["after.reconsideration-maintained", "done"],
  "reconsideration-changed": ["after.reconsideration-changed", "done"],
  "standing-suspended": ["after.standing-suspended", "due"],
  "standing-exited": ["after.standing-exited", "stopped"],
  "standing-handed-over": ["after.standing-handed-over", "stopped"],
  "chase-to-invite": ["chase.to-invite", "due"],
  "chase-invited": ["chase.invited", "going"],
  "chase-not-reached": ["chase.not-reached", "due"],
  "chase-taken-back": ["chase.taken-back", "due"],
  "chase-waived": ["chase.waived", "done"],
  "chase-applied": ["chase.applied", "done"],
  "change-entered": ["enrolment.change-entered", "done"],
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
