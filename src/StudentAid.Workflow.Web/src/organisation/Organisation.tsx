import { Card } from "antd";
import { Link, useLocation } from "react-router";
import { useCarriesAt, useUnitOf } from "@/app/duties";
import { useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Import } from "./Import";
import { People } from "./People";
import { Roles } from "./Roles";
import { Units } from "./Units";

const At = "/organisation";

/** Units, who works at them and with which roles; which part, stands in the address. */
export default function Organisation() {
  const say = useSay();
  const { pathname } = useLocation();
  const setsUp = useUnitOf("set-up");
  const first = useCarriesAt("set-up")("/");
  const parts = [
    { to: At, text: say("organisation.units"), part: <Units /> },
    { to: `${At}/people`, text: say("organisation.people"), part: <People /> },
    { to: `${At}/roles`, text: say("organisation.roles"), part: <Roles /> },
    { to: `${At}/import`, text: say("organisation.import"), part: <Import /> },
  ];
  return (
    <Page title="organisation.title" sentence={say("organisation.sentence")} actions={first && <Link className="ant-btn-like" to="/setup">{say("setup.link")}</Link>}>
      <Card>
        {setsUp === undefined ? (
          <Nothing text={say("organisation.not-yours")} />
        ) : (
          <>
            <Parts label={say("organisation.title")} parts={parts} at={pathname} />
            {(parts.find((p) => p.to === pathname) ?? parts[0]!).part}
          </>
        )}
      </Card>
    </Page>
  );
}
