import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { Begin } from "@/after/Begin";
import type { Api } from "@/api/client";
import { useCarries, useCarriesAt, useCoversAt } from "@/app/duties";
import { useSay } from "@/app/texts";

const Issue = lazy(() => import("@/oversight/Issue"));

interface BesideProps {
  view: Api["CaseView"];
  school: string | undefined;
}

/** What stands beside a case: what may be begun about its decision, its record, the student over the years, and what an authority finds about it. */
export function Beside({ view, school }: BesideProps) {
  const say = useSay();
  const covers = useCoversAt();
  const handsOut = useCarriesAt("hand-out-papers");
  const oversees = useCarries("oversee");
  if (!covers(view.unit)) return null;
  return (
    <>
      {view.status === "finished" && <Begin id={view.id} person={view.person} />}
      {handsOut(view.unit) && <Link className="ant-btn-like" to={`/cases/${view.id}/record`}>{say("records.record")}</Link>}
      <Link className="ant-btn-like" to={`/students/${view.person}`}>{say("after.student")}</Link>
      {oversees && school && (
        <Suspense fallback={null}>
          <Issue about={{ school, case: view.id }} />
        </Suspense>
      )}
    </>
  );
}
