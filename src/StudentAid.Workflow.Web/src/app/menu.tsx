import { ApartmentOutlined, AuditOutlined, BarChartOutlined, BellOutlined, CalendarOutlined, CarryOutOutlined, DatabaseOutlined, FileSearchOutlined, FolderOpenOutlined, HomeOutlined, NotificationOutlined, OrderedListOutlined, PartitionOutlined, ProfileOutlined, SafetyOutlined, ScanOutlined, SettingOutlined, SolutionOutlined, TeamOutlined, UnorderedListOutlined, WarningOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { textOf, type Key, type Say } from "./texts";
import type { Me } from "./session";

interface Screen {
  path: string;
  label: Key;
  icon: ReactNode;
}

export interface Entry extends Omit<Screen, "label"> {
  id: string;
  label: string;
}

/** Every screen that a role's menu may name; one noun has one address for all roles. */
const screens: Record<string, Screen> = {
  home: { path: "/", label: "app.menu-home", icon: <HomeOutlined /> },
  desk: { path: "/desk", label: "app.menu-desk", icon: <CarryOutOutlined /> },
  tasks: { path: "/tasks", label: "app.menu-tasks", icon: <BellOutlined /> },
  rounds: { path: "/rounds", label: "app.menu-rounds", icon: <CalendarOutlined /> },
  progress: { path: "/oversight/progress", label: "app.menu-progress", icon: <BarChartOutlined /> },
  rosters: { path: "/rosters", label: "app.menu-rosters", icon: <UnorderedListOutlined /> },
  minutes: { path: "/minutes", label: "app.menu-minutes", icon: <ScanOutlined /> },
  cases: { path: "/cases", label: "app.menu-cases", icon: <TeamOutlined /> },
  enrolment: { path: "/enrolment", label: "enrolment.link", icon: <ProfileOutlined /> },
  publicities: { path: "/publicities", label: "app.menu-publicities", icon: <NotificationOutlined /> },
  filing: { path: "/filing", label: "filing.title", icon: <FolderOpenOutlined /> },
  checks: { path: "/oversight", label: "app.menu-checks", icon: <SafetyOutlined /> },
  samples: { path: "/oversight/samples", label: "oversight.samples", icon: <FileSearchOutlined /> },
  base: { path: "/hardship-base", label: "app.menu-base", icon: <DatabaseOutlined /> },
  places: { path: "/places", label: "app.menu-places", icon: <OrderedListOutlined /> },
  reconsiderations: { path: "/reconsiderations", label: "after.reconsiderations", icon: <SolutionOutlined /> },
  rules: { path: "/rules", label: "app.menu-rules", icon: <PartitionOutlined /> },
  organisation: { path: "/organisation", label: "organisation.title", icon: <ApartmentOutlined /> },
  operations: { path: "/operations", label: "app.menu-operations", icon: <WarningOutlined /> },
  audit: { path: "/audit", label: "app.audit", icon: <AuditOutlined /> },
  settings: { path: "/settings", label: "app.menu-settings", icon: <SettingOutlined /> },
};

export const Desk = "desk";

/** The screen that opens the dashboard of whoever is signed in. */
export const firstOf = (me: Me): string => me.menu[0]?.screen ?? "home";

/** The menu of whoever is signed in, as the documents of his roles write it; what opens the dashboard stands at its root. */
export const menuOf = (me: Me, say: Say): Entry[] =>
  me.menu.flatMap(({ screen, name }, at) => {
    const found = screens[screen];
    return found ? [{ ...found, id: screen, label: name ? textOf(name) : say(found.label), ...(at === 0 && { path: "/" }) }] : [];
  });

/** The entry under which an address lies: the one that names most of it. */
export const entryAt = (entries: Entry[], pathname: string): Entry | undefined =>
  entries.filter((e) => (e.path === "/" ? pathname === "/" : pathname === e.path || pathname.startsWith(`${e.path}/`))).sort((a, b) => b.path.length - a.path.length)[0];
