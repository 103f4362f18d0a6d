import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Tag } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { api, body } from "@/api/client";
import { useRounds, useUnitList } from "@/api/reading";
import { useCarriesAt } from "@/app/duties";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { AddUnit } from "@/organisation/Units";
import { Act } from "@/ui/Act";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { OpenRound } from "./OpenRound";
import { TakeList } from "./TakeList";

const Root = "/";

/** From an empty database to the first round: each step says what is there already, so that one may stop anywhere and come back. */
export default function Setup() {
  const say = useSay();
  const sets = useCarriesAt("set-up");
  return (
    <Page title="setup.title" sentence={say("setup.sentence")}>
      {sets(Root) ? <Steps /> : <Card><Nothing text={say("setup.not-yours")} /></Card>}
    </Page>
  );
}

function Steps() {
  const say = useSay();
  const [language] = useLanguage();
  const units = useUnitList();
  const rounds = useRounds();
  const definitions = useQuery({ queryKey: ["definitions"], queryFn: () => body(api.GET("/api/definitions")) });
  const packs = useQuery({ queryKey: ["packs"], queryFn: () => body(api.GET("/api/packs")) });
  const staff = useQuery({ queryKey: ["accounts", "setup"], queryFn: () => body(api.POST("/api/accounts/search", { body: { below: Root, text: "", families: false, waiting: false, size: 1 } })) });
  const school = units.data?.items.find((u) => u.kind === "school" && !u.closed);
  const students = useQuery({
    queryKey: ["people", "count", school?.path],
    queryFn: () => body(api.GET("/api/people/count", { params: { query: { unit: school!.path } } })),
    enabled: school !== undefined,
  });
  const keeps = useCarriesAt("keep-rounds")(school?.path ?? Root);
  const lists = useQuery({
    queryKey: ["lists", school?.path],
    queryFn: () => body(api.GET("/api/lists", { params: { query: { unit: school!.path } } })),
    enabled: school !== undefined && keeps,
  });
  const batches = (lists.data?.items ?? []).map((l) => l.batch);
  const published = (definitions.data?.items ?? []).filter((d) => d.state === "published").length;
  const waiting = (definitions.data?.items ?? []).filter((d) => d.state === "proposed").length;
  const calendars = new Set((packs.data?.items ?? []).filter((d) => d.kind === "calendar" && d.state === "published").map((d) => d.id)).size;
  const schools = (units.data?.items ?? []).filter((u) => u.kind === "school");
  const classes = (units.data?.items ?? []).filter((u) => u.kind === "class" && !u.closed).length;
  // The one who sets up and the key that came with the installation are there from the beginning.
  const others = Math.max(0, Number(staff.data?.atLeast ?? 0) - 2);
  const enrolled = Number(students.data?.count ?? 0);
  const open = rounds.data?.items.find((r) => !r.practice);
  const steps: StepProps[] = [
    {
      title: say("setup.rules"),
      done: published > 0,
      state: published > 0 ? say("setup.rules-there", { count: published }) : waiting > 0 ? say("setup.rules-wait") : say("setup.rules-what"),
      act: (
        <>
          {published === 0 && waiting === 0 && (
            <Act weighed label={say("setup.rules-do")} tone="primary" what={say("setup.rules-do-what")} send={(_, how) => body(api.POST("/api/setup/rules", { params: how }))} />
          )}
          <Link className="ant-btn-like" to="/rules">{say("setup.rules-look")}</Link>
        </>
      ),
    },
    {
      title: say("setup.calendar"),
      done: calendars > 0,
      state: say(calendars > 0 ? "setup.calendar-there" : "setup.calendar-what", { count: calendars }),
      act: <Link className="ant-btn-like" to="/rules/packs?kind=calendar">{say("setup.calendar-look")}</Link>,
    },
    {
      title: say("setup.school"),
      done: schools.length > 0,
      state: schools.length > 0 ? say("setup.school-there", { names: schools.map((s) => textOf(s.name, language)).join(" · ") }) : say("setup.school-what"),
      act: <AddUnit below={Root} keeper={Root} name={say("app.all-units")} />,
    },
    {
      title: say("setup.units"),
      done: classes > 0,
      state: say(classes > 0 ? "setup.units-there" : "setup.units-what", { count: classes }),
      act: (
        <>
          <Link className="ant-btn-like" to="/organisation/import?kind=units">{say("setup.import")}</Link>
          <Link className="ant-btn-like" to="/organisation">{say("setup.units-look")}</Link>
        </>
      ),
    },
    {
      title: say("setup.staff"),
      done: others > 0,
      state: say(others > 0 ? "setup.staff-there" : "setup.staff-what", { count: others }),
      act: (
        <>
          <Link className="ant-btn-like" to="/organisation/import?kind=staff">{say("setup.import")}</Link>
          <Link className="ant-btn-like" to="/organisation/people">{say("setup.staff-look")}</Link>
        </>
      ),
    },
    {
      title: say("setup.students"),
      done: enrolled > 0,
      state: say(enrolled > 0 ? "setup.students-there" : "setup.students-what", { count: enrolled }),
      act: <Link className="ant-btn-like" to="/organisation/import?kind=students">{say("setup.import")}</Link>,
    },
    { title: say("setup.lists"), optional: true, done: batches.length > 0, state: batches.length > 0 ? say("setup.lists-there", { count: batches.length, names: listed(batches, language) }) : say("setup.lists-what"), act: school && <TakeList /> },
    {
      title: say("setup.round"),
      done: open !== undefined,
      state: open ? say("setup.round-there", { year: open.schoolYear, name: open.name }) : say("setup.round-what"),
      act: open ? <Link className="ant-btn-like" to={`/rounds/${open.id}`}>{say("setup.round-look")}</Link> : school && <OpenRound />,
    },
  ];
  const all = { data: units.data && rounds.data && definitions.data && packs.data, error: units.error ?? rounds.error ?? definitions.error ?? packs.error, isPending: units.isPending, refetch: () => void units.refetch() };
  return (
    <Shown of={all}>
      {() => (
        <div className="stack">
          {steps.every((s) => s.done || s.optional) && <Alert type="success" showIcon role="status" title={say("setup.ready")} />}
          <Card>
            <ol className="setup">
              {steps.map((s) => (
                <Step key={s.title} {...s} />
              ))}
            </ol>
          </Card>
        </div>
      )}
    </Shown>
  );
}

interface StepProps {
  title: string;
  done: boolean;
  optional?: boolean;
  state: string;
  act: ReactNode;
}

function Step({ title, done, optional = false, state, act }: StepProps) {
  const say = useSay();
  return (
    <li data-step={title}>
      <div>
        <h2>
          {title} <Tag variant="filled" color={done ? "success" : "default"}>{say(done ? "setup.done" : optional ? "setup.optional" : "setup.open")}</Tag>
        </h2>
        <p className="quiet">{state}</p>
      </div>
      <div className="acts">{act}</div>
    </li>
  );
}
