import { lazy, Suspense } from "react";
import { Link } from "react-router";
import type { Api } from "@/api/client";
import { useCarries, useCarriesAt } from "@/app/duties";
import { useSay } from "@/app/texts";

const Issue = lazy(() => import("@/oversight/Issue"));

interface BesideProps {
  view: Api["CaseView"];
  school: string | undefined;
}

/** What stands beside a case: its decision record, the student's levels, and what an authority finds about it. */
export function Beside({ view, school }: BesideProps) {
  const say = useSay();
  const handsOut = useCarriesAt("hand-out-papers");
  const oversees = useCarries("oversee");
  return (
    <>
      {handsOut(view.unit) && <Link className="ant-btn-like" to={`/cases/${view.id}/record`}>{say("records.record")}</Link>}
      <Link className="ant-btn-like" to={`/students/${view.person}`}>{say("funds.held")}</Link>
      {oversees && school && (
        <Suspense fallback={null}>
          <Issue about={{ school, case: view.id }} />
        </Suspense>
      )}
    </>
  );
}
