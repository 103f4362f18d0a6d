/** The screen behind one of the API's links; what has no screen of its own is its plain page. */
export function routeOf(link: string): string {
  const [path = "", query = ""] = link.split("?", 2);
  if (!path.startsWith("/api/")) return link;
  const [noun = "", id] = path.slice("/api/".length).split("/");
  if (noun === "tasks" || noun === "notifications") return "/tasks";
  if (noun === "enrolment-changes") return "/enrolment";
  if (noun === "incidents") return "/operations";
  if (noun === "definitions") return "/rules";
  if (noun === "accounts") return query ? `/organisation/people?${query}` : "/organisation/people";
  if (noun === "packs") return "/rules/packs";
  if (noun === "rosters" && !id) return query.includes("status=posted") ? "/publicities" : "/rosters";
  return id ? `/${noun}/${id}` : `/${noun}`;
}

/** Pages that the server draws are left by a true link. */
export const isPage = (link: string): boolean => link.startsWith("/notices/");
