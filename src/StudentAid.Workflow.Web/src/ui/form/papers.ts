import type { FormDocument } from "./schema";

/** A piece of evidence as it is handed in: the code of its kind or words for it, the hash of its file, and what is said of the paper. */
export interface Proof {
  type: string;
  hash: string;
  /** The day on which the paper was issued (ISO), where somebody says so. */
  issued?: string;
  /** Whose stamps it bears, by the form's codes. */
  stamps?: string[];
}

export interface Word {
  id: string;
  name: unknown;
}

interface Way {
  types?: string[];
  stamps?: string[];
  stampsNeeded?: number;
  issuedWithin?: number;
}

interface Rule extends Way {
  id: string;
  name: unknown;
  any?: Way[];
}

/** What a form asks of papers: the kinds that it knows, whose stamps may be asked for, and what each proof wants. */
export interface Papers {
  kinds: Word[];
  stamps: Word[];
  rules: { name: unknown; ways: Way[] }[];
}

const listed = <T,>(of: unknown): T[] => (Array.isArray(of) ? (of as T[]) : []);

/** The server names every code that the form's proofs use. */
export const papersOf = (form: FormDocument | undefined): Papers => ({
  kinds: listed<Word>(form?.papers),
  stamps: listed<Word>(form?.stamps),
  rules: listed<Rule>(form?.proofs).map((r) => ({ name: r.name, ways: r.any ?? [r] })),
});

/** The stamps that may be asked for on a paper of this kind; where a way takes any paper, on each. */
export const stampsFor = ({ rules, stamps }: Papers, type: string): Word[] => {
  const asked = new Set(rules.flatMap((r) => r.ways).filter((w) => !w.types?.length || w.types.includes(type)).flatMap((w) => w.stamps ?? []));
  return stamps.filter((s) => asked.has(s.id));
};

/** What is handed in: every piece with a name, and of stamps only those that may be asked for on it. */
export const evidenceOf = (proofs: Proof[], papers: Papers, unnamed: string): Proof[] =>
  proofs.map(({ type, hash, issued, stamps }) => {
    const borne = stampsFor(papers, type).map((s) => s.id).filter((s) => stamps?.includes(s));
    return { type: type?.trim() || unnamed, hash, ...(issued ? { issued } : {}), ...(borne.length > 0 ? { stamps: borne } : {}) };
  });
