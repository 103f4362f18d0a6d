import type { Key, Say } from "./texts";

const names: Record<string, Key> = {
  administrator: "app.role-administrator",
  authority: "app.role-authority",
  "aid-office": "app.role-aid-office",
  "round-keeper": "app.role-round-keeper",
  "group-secretary": "app.role-group-secretary",
  "department-secretary": "app.role-department-secretary",
  "class-teacher": "app.role-class-teacher",
  principal: "app.role-principal",
  "deputy-principal": "app.role-deputy-principal",
  "student-representative": "app.role-student-representative",
};

/** A role's name; one that only a school's documents know is called by its id. */
export const roleName = (say: Say, role: string): string => (names[role] ? say(names[role]) : role);
