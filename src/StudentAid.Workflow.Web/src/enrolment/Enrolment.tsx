import { Select } from "antd";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { useSchools } from "@/oversight/schools";
import { useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Changes } from "./Changes";
import { Registrations } from "./Registrations";
import { useEnrolmentRules } from "./rules";

/** The register of students: changes with their clock, and registration of the new ones. Which school and which of both, stands in the address. */
export default function Enrolment() {
  const say = useSay();
  const navigate = useNavigate();
  const schools = useSchools();
  const [search] = useSearchParams();
  const school = search.get("school") ?? schools[0]?.value ?? "";
  const rules = useEnrolmentRules(school).data;
  const shown = useLocation().pathname.endsWith("/registrations") ? "registrations" : "changes";
  const at = (tab: string, of: string) => `/enrolment${tab === "registrations" ? "/registrations" : ""}${search.get("school") || of !== school ? `?${new URLSearchParams({ school: of }).toString()}` : ""}`;
  const parts = [
    { to: at("changes", school), text: say("enrolment.changes") },
    ...(rules?.acts.includes("register") ? [{ to: at("registrations", school), text: say("enrolment.registrations") }] : []),
  ];
  return (
    <Page
      title="enrolment.title"
      sentence={say("enrolment.sentence")}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }]}
      actions={schools.length > 1 && <Select aria-label={say("oversight.school")} className="unit-choice" value={school} onChange={(v) => void navigate(at(shown, v))} options={schools} showSearch={{ optionFilterProp: "label" }} />}
    >
      {school === "" ? (
        <Nothing text={say("enrolment.no-rules")} />
      ) : (
        <>
          {parts.length > 1 && <Parts label={say("enrolment.title")} parts={parts} at={at(shown, school)} />}
          {shown === "changes" ? <Changes school={school} /> : <Registrations school={school} />}
        </>
      )}
    </Page>
  );
}
