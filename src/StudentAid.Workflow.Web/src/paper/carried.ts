/** The family facts of the child who was entered last, for his brothers and sisters: they stay in this page's memory and go with it. */
export interface Carried {
  name: string;
  person: string;
  answers: Record<string, unknown>;
}

let last: Carried | null = null;

export const carry = (next: Carried): void => {
  last = next;
};

export const carried = (): Carried | null => last;
