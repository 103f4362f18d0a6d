import type { Key } from "@/app/texts";

/** What a web hook may be told, in the order in which it is offered; a trial is not chosen. */
export const topics: Record<string, Key> = {
  "case.started": "app.topic-case-started",
  "case.returned": "app.topic-case-returned",
  "case.suspended": "app.topic-case-suspended",
  "case.continued": "app.topic-case-continued",
  "case.broken": "app.topic-case-broken",
  "case.finished": "app.topic-case-finished",
  "case.cancelled": "app.topic-case-cancelled",
  "task.opened": "app.topic-task-opened",
  "task.closed": "app.topic-task-closed",
  "roster.frozen": "app.topic-roster-frozen",
  "roster.decided": "app.topic-roster-decided",
  "roster.released": "app.topic-roster-released",
  "roster.taken-back": "app.topic-roster-taken-back",
  "publicity.posted": "app.topic-publicity-posted",
  "publicity.corrected": "app.topic-publicity-corrected",
  "publicity.ended": "app.topic-publicity-ended",
  "objection.filed": "app.topic-objection-filed",
  "objection.answered": "app.topic-objection-answered",
  "round.opened": "app.topic-round-opened",
  "round.announced": "app.topic-round-announced",
  "round.completed": "app.topic-round-completed",
  "round.archived": "app.topic-round-archived",
  "ping": "app.topic-ping",
};

export const offered = Object.keys(topics).filter((t) => t !== "ping");
