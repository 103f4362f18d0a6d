const Kept = "studentaid.acting";

/** The chosen one of several roles, "role /unit/", in this tab only; none means all at once. */
export const actingAs = (): string => sessionStorage.getItem(Kept) ?? "";

export function actAs(grant: string): void {
  if (grant) sessionStorage.setItem(Kept, grant);
  else sessionStorage.removeItem(Kept);
}
