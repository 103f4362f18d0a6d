import type { Key, Say } from "@/app/texts";

const labels: Record<string, Key> = {
  state: "cases.field-state",
  reason: "cases.field-reason",
  evidence: "cases.field-evidence",
  method: "cases.field-method",
  date: "cases.field-date",
  persons: "cases.field-persons",
  finding: "cases.field-finding",
  finish: "cases.field-finish",
  level: "cases.field-level",
  opinion: "cases.field-opinion",
  target: "cases.field-target",
  on: "cases.field-on",
  receipt: "cases.field-receipt",
  signed: "cases.field-signed",
  to: "cases.field-to",
  when: "cases.field-when",
  agree: "cases.field-agree",
  redo: "cases.field-redo",
};

const ofPersons: Record<string, Key> = {
  "person.birth": "cases.fact-birth",
  "person.idNumber": "cases.fact-id-number",
  "person.name": "cases.fact-name",
  "person.phone": "cases.fact-phone",
  "person.sex": "cases.fact-sex",
  "person.studentNumber": "cases.fact-student-number",
};

/** What the register's own fields of a person are called; the others are the form's. */
export const personField = (say: Say, name: string): string | undefined => (ofPersons[name] ? say(ofPersons[name]) : undefined);

/** The label of a field that its schema does not name. */
export const fieldLabel = (say: Say, name: string): string => (labels[name] ? say(labels[name]) : name);
