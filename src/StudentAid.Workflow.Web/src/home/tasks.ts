import type { Key, Say } from "@/app/texts";

const titles: Record<string, Key> = {
  match: "home.task-match",
  verify: "home.task-verify",
  apply: "home.task-apply",
  archive: "home.task-archive",
  "answer-objection": "home.task-answer-objection",
  "cast-vote": "home.task-cast-vote",
};

/** What a task is called where only its activity is known. */
export const taskTitle = (say: Say, activity: string): string => (titles[activity] ? say(titles[activity]) : say("home.task-other"));
