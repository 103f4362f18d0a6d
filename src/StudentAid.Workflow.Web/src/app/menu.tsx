import { ApartmentOutlined, AuditOutlined, BellOutlined, CalendarOutlined, HomeOutlined, NotificationOutlined, PartitionOutlined, SafetyOutlined, SolutionOutlined, TeamOutlined, UnorderedListOutlined, WarningOutlined, DatabaseOutlined, OrderedListOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Key } from "./texts";
import type { Me } from "./session";

export interface Entry {
  id: string;
  path: string;
  label: Key;
  icon: ReactNode;
}

const entries: Record<string, Entry> = {
  home: { id: "home", path: "/", label: "app.menu-home", icon: <HomeOutlined /> },
  tasks: { id: "tasks", path: "/tasks", label: "app.menu-tasks", icon: <BellOutlined /> },
  rounds: { id: "rounds", path: "/rounds", label: "app.menu-rounds", icon: <CalendarOutlined /> },
  progress: { id: "progress", path: "/rounds", label: "app.menu-progress", icon: <AuditOutlined /> },
  rosters: { id: "rosters", path: "/rosters", label: "app.menu-rosters", icon: <UnorderedListOutlined /> },
  cases: { id: "cases", path: "/cases", label: "app.menu-cases", icon: <TeamOutlined /> },
  publicities: { id: "publicities", path: "/publicities", label: "app.menu-publicities", icon: <NotificationOutlined /> },
  checks: { id: "checks", path: "/oversight", label: "app.menu-checks", icon: <SafetyOutlined /> },
  base: { id: "base", path: "/hardship-base", label: "app.menu-base", icon: <DatabaseOutlined /> },
  places: { id: "places", path: "/places", label: "app.menu-places", icon: <OrderedListOutlined /> },
  reconsiderations: { id: "reconsiderations", path: "/reconsiderations", label: "after.reconsiderations", icon: <SolutionOutlined /> },
  organisation: { id: "organisation", path: "/organisation", label: "organisation.title", icon: <ApartmentOutlined /> },
  rules: { id: "rules", path: "/rules", label: "app.menu-rules", icon: <PartitionOutlined /> },
  operations: { id: "operations", path: "/operations", label: "app.menu-operations", icon: <WarningOutlined /> },
};

const Longest = 7;

/** The menu of whoever is signed in: at most seven entries, the first is home, and none without a screen. */
export function menuOf(me: Me): Entry[] {
  return [...new Set(["home", ...(me.menu ?? [])])].flatMap((id) => entries[id] ?? []).slice(0, Longest);
}
