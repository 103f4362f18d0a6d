import { BulbOutlined, DownOutlined, GlobalOutlined, LogoutOutlined, MenuOutlined } from "@ant-design/icons";
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { Button, Drawer, Dropdown, Grid, Layout, Menu, Space } from "antd";
import { useState, type ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { useRounds } from "@/api/reading";
import { Search } from "@/cases/Search";
import { actAs } from "@/api/acting";
import { Bell } from "./Bell";
import { DemoBar } from "./DemoBar";
import { useShade } from "./Door";
import { useLive } from "./live";
import { entryAt, menuOf } from "./menu";
import { Offline } from "./Offline";
import { Running } from "./Running";
import { useSigning, type Me } from "./session";
import { textOf, useLanguage, useSay } from "./texts";

/** The frame of the staff's door: menu by role; above it school year and unit, in which role, search, colours and language. */
export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const say = useSay();
  const { lg } = Grid.useBreakpoint();
  const [open, setOpen] = useState(false);
  const narrow = lg === false;
  // What of the page has not come yet; what is asked again stands there meanwhile.
  const coming = useIsFetching({ predicate: (q) => q.state.status === "pending" }) > 0;
  useLive(me.id);
  return (
    <Layout className="frame">
      <Offline />
      {me.demo && <DemoBar now={me.now} />}
      <a className="skip" href="#content">
        {say("app.skip")}
      </a>
      <Layout.Header className="top">
        {narrow && <Button type="text" icon={<MenuOutlined />} aria-label={say("app.menu")} onClick={() => setOpen(true)} />}
        <Link to="/" className="brand" aria-label={say("app.product")}>
          <img src="/favicon.svg" alt="" width={26} height={26} />
          <span className="wide-only">{narrow ? say("app.product-short") : say("app.product")}</span>
        </Link>
        {!narrow && <Where me={me} />}
        <div className="grow" />
        <Search />
        <Space size={narrow ? 0 : 4}>
          {!narrow && <Running />}
          <Bell />
          {!narrow && <Switches />}
          <Person me={me} />
        </Space>
      </Layout.Header>
      {narrow && <Where me={me} />}
      <Layout className="body">
        {!narrow && (
          <Layout.Sider width={208} className="side">
            <Entries me={me} />
          </Layout.Sider>
        )}
        <Drawer open={narrow && open} placement="left" size={240} onClose={() => setOpen(false)} title={say("app.menu")}>
          <Entries me={me} chosen={() => setOpen(false)} />
          <Space className="drawer-foot" wrap>
            <Switches />
            <Running />
          </Space>
        </Drawer>
        <Layout.Content id="content" className="content" role="main" aria-busy={coming}>
          {children}
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

const keyOf = (grant: Me["grants"][number]) => `${grant.role} ${grant.unit}`;

/** A unit by its name; the whole installation has none of its own. */
const useUnitName = () => {
  const say = useSay();
  return (grant: Me["grants"][number]) => (grant.unitName === "/" ? say("app.all-units") : grant.unitName);
};

/** The school year, the unit, and as whom one works: one's only role, the one that was chosen, or all. */
export function Where({ me }: { me: Me }) {
  const say = useSay();
  const nameOf = useUnitName();
  const [language] = useLanguage();
  const rounds = useRounds();
  const year = rounds.data?.items.find((r) => r.status === "open")?.schoolYear;
  const grant = me.grants.find((g) => keyOf(g) === me.actingAs) ?? me.grants[0];
  const all = me.grants.length > 1 && !me.actingAs;
  const as = grant && (all ? `${say("app.all-roles")} · ${nameOf(grant)}` : say("app.as", { role: textOf(grant.roleName, language), unit: nameOf(grant) }));
  return <div className="where">{[year, as].filter(Boolean).join(" · ")}</div>;
}

function Entries({ me, chosen }: { me: Me; chosen?: () => void }) {
  const say = useSay();
  const { pathname } = useLocation();
  const entries = menuOf(me, say);
  const current = entryAt(entries, pathname);
  return (
    <nav aria-label={say("app.menu")}>
      <Menu
        mode="inline"
        className="entries"
        selectedKeys={current ? [current.id] : []}
        onClick={chosen}
        items={entries.map((e) => ({
          key: e.id,
          icon: e.icon,
          label: (
            <Link to={e.path} aria-current={e === current && (pathname === e.path ? "page" : "true")}>
              {e.label}
            </Link>
          ),
        }))}
      />
    </nav>
  );
}

/** Colours and language. */
export function Switches() {
  const say = useSay();
  const { shade, change } = useShade();
  const [language, speak] = useLanguage();
  return (
    <>
      <Button
        type="text"
        icon={<BulbOutlined />}
        aria-label={say(shade === "dark" ? "app.to-light" : "app.to-dark")}
        title={say(shade === "dark" ? "app.to-light" : "app.to-dark")}
        onClick={() => change(shade === "dark" ? "light" : "dark")}
      />
      <Button type="text" icon={<GlobalOutlined />} aria-label={say("app.other-language")} onClick={() => speak(language === "en" ? "zh-CN" : "en")} lang={language === "en" ? "zh-CN" : "en"}>
        <span>{say("app.other-language")}</span>
      </Button>
    </>
  );
}

/** One person often has several roles: all at once, or one of them. */
function Person({ me }: { me: Me }) {
  const say = useSay();
  const { leave } = useSigning();
  const queries = useQueryClient();
  const choose = (grant: string) => {
    actAs(grant);
    void queries.invalidateQueries();
  };
  const nameOf = useUnitName();
  const several = me.grants.length > 1;
  const roles = me.grants.map((g) => ({ key: keyOf(g), label: say("app.as", { role: textOf(g.roleName), unit: nameOf(g) }), disabled: !several, onClick: () => choose(keyOf(g)) }));
  const all = several ? [{ key: "all", label: say("app.all-roles"), onClick: () => choose("") }] : [];
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectable: several,
        selectedKeys: [me.actingAs ?? "all"],
        items: [
          ...all,
          ...roles,
          { type: "divider" },
          { key: "stand-ins", label: <Link to="/stand-ins">{say("app.stand-ins")}</Link> },
          { key: "account", label: <Link to="/account">{say("app.account")}</Link> },
          ...(me.grants.some((g) => g.handsOutAccess) ? [{ key: "slips", label: <Link to="/slips">{say("app.slips")}</Link> }] : []),
          { key: "leave", icon: <LogoutOutlined />, label: say("app.leave"), onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" className="person">
        {me.name} <DownOutlined />
      </Button>
    </Dropdown>
  );
}
