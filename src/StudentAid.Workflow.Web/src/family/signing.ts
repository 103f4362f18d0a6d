import type { FormDocument } from "@/ui/form/schema";

/** For whom the guardian signs, and what he consents to by itself. */
export interface GuardianRule {
  id: string;
  below: number;
  separate?: boolean;
  article: string;
  name: unknown;
}

export interface Commitment extends FormDocument {
  sentence?: unknown;
  consequences?: unknown[];
  guardian?: { birth: string; named?: string; rules: GuardianRule[] };
}

/** A student's own account, or his guardian's. */
export type Signer = "student" | "guardian";

const at = (value: unknown, path: string): unknown => path.split(".").reduce<unknown>((v, name) => (v as Record<string, unknown> | undefined)?.[name], value);

/** The rules that ask for the guardian on a day (ISO); where no day of birth can be read all of them do. */
export function guardianRules(commitment: Commitment | undefined, answers: unknown, today: string): GuardianRule[] {
  const { birth, rules = [] } = commitment?.guardian ?? {};
  const born = birth ? at(answers, birth) : undefined;
  if (typeof born !== "string" || !/^\d{4}-\d\d-\d\d$/.test(born)) return rules;
  return rules.filter((r) => `${(Number(born.slice(0, 4)) + r.below).toString().padStart(4, "0")}${born.slice(4)}` > today);
}

/** What the form says of the guardian's relation to the student; empty where it does not. */
export const relationIn = (commitment: Commitment | undefined, answers: unknown): string => {
  const named = commitment?.guardian?.named;
  const relation = named ? at(answers, `${named}.relation`) : undefined;
  return typeof relation === "string" ? relation : "";
};

/** What was typed under the commitment. */
export interface Signed {
  sign?: string;
  relation?: string;
  consents?: Record<string, boolean>;
}

/** What is sent: who signed which text, with the consents that were given by themselves. */
export const signatureOf = ({ sign, relation, consents }: Signed, text: string | undefined) => ({
  name: sign?.trim(),
  text,
  ...(relation?.trim() ? { relation: relation.trim() } : {}),
  ...(consents ? { consents: Object.keys(consents).filter((id) => consents[id]) } : {}),
});
