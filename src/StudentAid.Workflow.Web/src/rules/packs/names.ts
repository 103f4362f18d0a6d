import { useSay, type Key } from "@/app/texts";

/** A member of a document as people call it; one that is the author's own is shown as it is written. */
export function useMemberName(): (name: string) => string {
  const say = useSay();
  return (name) => called(say, `rules.field-${name}`, name);
}

/** A permitted word as people say it. */
export function useWordName(): (word: string) => string {
  const say = useSay();
  return (word) => called(say, `rules.word-${word}`, word);
}

function called(say: (key: Key) => string, key: string, otherwise: string): string {
  const found = say(key as Key);
  return found === key ? otherwise : found;
}
