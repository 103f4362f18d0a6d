import type { Api } from "@/api/client";

const named = (d: Api["DocumentVersion"]): string => `${encodeURIComponent(d.layer)}/${encodeURIComponent(d.key)}`;

/** The page of a document's version. */
export const pathOf = (d: Api["DocumentVersion"]): string => `/rules/${d.kind === "definition" ? "" : "packs/"}${named(d)}`;

/** Where it is written further; all kinds stand under one address, for the text editor is in all of them. */
export const editPathOf = (d: Api["DocumentVersion"]): string => `/rules/${named(d)}/edit`;

/** A version's key says its kind in the second place. */
export const isDefinition = (key: string): boolean => key.split("/")[1] === "definition";
