import { createContext } from "react";
import type { Source, Splice } from "../editor/source";

/** The document as it stands, and what changes it; whoever only reads has no hand in it. */
export interface Hand {
  source: Source;
  readOnly: boolean;
  act: (make: (source: Source) => Splice[]) => void;
}

export const HandContext = createContext<Hand>({ source: { text: "{}", root: { type: "object", offset: 0, length: 2 } }, readOnly: true, act: () => undefined });
