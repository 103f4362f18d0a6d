import type { Language } from "@/app/texts";

/** An amount in fen as yuan with two places. */
export const yuan = (fen: number, language: Language): string => new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(fen / 100);
