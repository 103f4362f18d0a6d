import { Alert, Button, Skeleton } from "antd";
import { lazy, Suspense, useRef } from "react";
import { Navigate, Route, Routes, useRouteError } from "react-router";
import { Refused } from "@/ui/Refused";
import { EditorDocument } from "./EditorDocument";
import { Frame } from "./Frame";
import { Lost } from "./Lost";
import { Desk, firstOf } from "./menu";
import { SignIn } from "./SignIn";
import { useMe, type Me } from "./session";
import { useSay } from "./texts";

const SessionOver = lazy(() => import("./SessionOver").then((m) => ({ default: m.SessionOver })));
const Home = lazy(() => import("@/home/Home"));
const OwnLists = lazy(() => import("@/rosters/OwnLists"));
const SignedMinutes = lazy(() => import("@/rosters/SignedMinutes"));
const Inbox = lazy(() => import("@/home/Inbox"));
const Rounds = lazy(() => import("@/rounds/Rounds"));
const RoundPage = lazy(() => import("@/rounds/RoundPage"));
const RoundProgress = lazy(() => import("@/rounds/Progress"));
const Payments = lazy(() => import("@/rounds/Payments"));
const Rosters = lazy(() => import("@/rosters/Rosters"));
const RosterDesk = lazy(() => import("@/rosters/RosterDesk"));
const Cases = lazy(() => import("@/cases/Cases"));
const CasePage = lazy(() => import("@/cases/CasePage"));
const PaperBegin = lazy(() => import("@/paper/Begin"));
const PaperPage = lazy(() => import("@/paper/PaperPage"));
const Publicities = lazy(() => import("@/publicities/Publicities"));
const PublicityPage = lazy(() => import("@/publicities/PublicityPage"));
const Oversight = lazy(() => import("@/oversight/Oversight"));
const FindingPage = lazy(() => import("@/oversight/FindingPage"));
const AuthoritySamplePage = lazy(() => import("@/oversight/AuthoritySamplePage"));
const ComplaintPage = lazy(() => import("@/oversight/ComplaintPage"));
const Definitions = lazy(() => import("@/rules/Definitions"));
const DefinitionPage = lazy(() => import("@/rules/DefinitionPage"));
const EditorPage = lazy(() => import("@/rules/editor/EditorPage"));
const Packs = lazy(() => import("@/rules/packs/Packs"));
const PackPage = lazy(() => import("@/rules/packs/PackPage"));
const LayerPage = lazy(() => import("@/rules/editor/LayerPage"));
const AccountPage = lazy(() => import("@/accounts/AccountPage"));
const Slips = lazy(() => import("@/accounts/Slips"));
const FundsPage = lazy(() => import("@/funds/FundsPage"));
const PlacesPage = lazy(() => import("@/funds/PlacesPage"));
const HardshipBase = lazy(() => import("@/hardship/HardshipBase"));
const StandInsPage = lazy(() => import("@/upkeep/StandInsPage"));
const RecordPage = lazy(() => import("@/records/RecordPage"));
const After = lazy(() => import("@/after/After"));
const SamplePage = lazy(() => import("@/after/SamplePage"));
const RevocationPage = lazy(() => import("@/after/RevocationPage"));
const ReconsiderationsPage = lazy(() => import("@/after/ReconsiderationsPage"));
const ReconsiderationPage = lazy(() => import("@/after/ReconsiderationPage"));
const StudentPage = lazy(() => import("@/after/StudentPage"));
const CommitteesPage = lazy(() => import("@/committees/CommitteesPage"));
const Chase = lazy(() => import("@/chase/Chase"));
const FilingRounds = lazy(() => import("@/filing/FilingRounds"));
const Filing = lazy(() => import("@/filing/Filing"));
const Enrolment = lazy(() => import("@/enrolment/Enrolment"));
const Organisation = lazy(() => import("@/organisation/Organisation"));
const Setup = lazy(() => import("@/setup/Setup"));
const Operations = lazy(() => import("@/operations/Operations"));

/** The staff's door: the sign-in, or the frame with the screen that the address names. */
export function Work() {
  const me = useMe();
  // Whose page it is stays known when his session ends: it is not taken away from under what he typed.
  const before = useRef<Me>(undefined);
  if (me.data) before.current ??= me.data;
  if (me.isPending) return <Skeleton active className="first-load" />;
  if (me.error && !me.data) return <div className="first-load"><Refused error={me.error} again={() => void me.refetch()} /></div>;
  const shown = me.data ?? before.current;
  if (!shown) return <SignIn />;
  if (shown.grants.length === 0) {
    window.location.replace("/family");
    return null;
  }
  return (
    <Frame me={shown}>
      <Suspense fallback={null}>
        <SessionOver was={before.current!} />
      </Suspense>
      <Suspense fallback={<Skeleton active className="first-load" />}>
        <Routes>
          <Route index element={firstOf(shown) === Desk ? <OwnLists /> : <Home />} />
          <Route path="desk" element={<OwnLists />} />
          <Route path="minutes" element={<SignedMinutes />} />
          <Route path="filing" element={<FilingRounds />} />
          <Route path="tasks" element={<Inbox />} />
          <Route path="rounds" element={<Rounds />} />
          <Route path="rounds/:id" element={<RoundPage />} />
          <Route path="rounds/:id/progress" element={<RoundProgress />} />
          <Route path="rounds/:id/payments" element={<Payments />} />
          <Route path="rounds/:id/after" element={<After />} />
          <Route path="rounds/:id/after/:what" element={<After />} />
          <Route path="rounds/:id/filing" element={<Filing />} />
          <Route path="rounds/:id/filing/:what" element={<Filing />} />
          <Route path="rounds/:id/committees" element={<CommitteesPage />} />
          <Route path="rounds/:id/chase" element={<Chase />} />
          <Route path="rounds/:id/chase/:what" element={<Chase />} />
          <Route path="samples/:id" element={<SamplePage />} />
          <Route path="revocations/:id" element={<RevocationPage />} />
          <Route path="reconsiderations" element={<ReconsiderationsPage />} />
          <Route path="reconsiderations/:id" element={<ReconsiderationPage />} />
          <Route path="students/:person" element={<StudentPage />} />
          <Route path="enrolment" element={<Enrolment />} />
          <Route path="enrolment/registrations" element={<Enrolment />} />
          <Route path="rosters" element={<Rosters />} />
          <Route path="rosters/:id" element={<RosterDesk />} />
          <Route path="cases" element={<Cases />} />
          <Route path="cases/:id" element={<CasePage />} />
          <Route path="cases/:id/paper" element={<PaperPage />} />
          <Route path="paper" element={<PaperBegin />} />
          <Route path="cases/:id/record" element={<RecordPage />} />
          <Route path="rounds/:id/funds" element={<FundsPage />} />
          <Route path="places" element={<PlacesPage />} />
          <Route path="hardship-base" element={<HardshipBase />} />
          <Route path="stand-ins" element={<StandInsPage />} />
          <Route path="publicities" element={<Publicities />} />
          <Route path="publicities/:id" element={<PublicityPage />} />
          <Route path="oversight" element={<Oversight />} />
          <Route path="oversight/complaints" element={<Oversight />} />
          <Route path="oversight/progress" element={<Oversight />} />
          <Route path="oversight/samples" element={<Oversight />} />
          <Route path="oversight/samples/:id" element={<AuthoritySamplePage />} />
          <Route path="oversight/complaints/:id" element={<ComplaintPage />} />
          <Route path="oversight/findings/:id" element={<FindingPage />} />
          <Route path="rules" element={<Definitions />} />
          <Route path="rules/packs" element={<Packs />} />
          <Route path="rules/packs/:layer/:key" element={<PackPage />} />
          <Route path="rules/:layer/:key" element={<EditorDocument><DefinitionPage /></EditorDocument>} />
          <Route path="rules/:layer/:key/edit" element={<EditorDocument><EditorPage /></EditorDocument>} />
          <Route path="rules/units/:unit/:procedure" element={<EditorDocument><LayerPage /></EditorDocument>} />
          <Route path="account" element={<AccountPage />} />
          <Route path="slips" element={<Slips />} />
          <Route path="organisation" element={<Organisation />} />
          <Route path="organisation/people" element={<Organisation />} />
          <Route path="organisation/roles" element={<Organisation />} />
          <Route path="organisation/import" element={<Organisation />} />
          <Route path="setup" element={<Setup />} />
          <Route path="operations" element={<Operations group="operations" />} />
          <Route path="audit" element={<Operations group="audit" />} />
          <Route path="settings" element={<Operations group="settings" />} />
          <Route path="sign-in" element={<Navigate to="/" replace />} />
          <Route path="*" element={<Lost />} />
        </Routes>
      </Suspense>
    </Frame>
  );
}

/** How browsers say that a part of the program is no longer there: a newer one has taken its place. */
const gone = /dynamically imported module|module script failed|error loading dynamically/i;

/** Drawn where a page broke, or where its code was replaced by a newer version since it was opened. */
export function Broken() {
  const say = useSay();
  const error = useRouteError();
  if (error instanceof Error && gone.test(error.message)) {
    return (
      <div className="first-load">
        <Alert type="info" showIcon role="alert" title={say("app.new-version")} description={say("app.new-version-what")} action={<Button type="primary" onClick={() => window.location.reload()}>{say("app.reload")}</Button>} />
      </div>
    );
  }
  return <div className="first-load"><Refused error={error} again={() => window.location.reload()} /></div>;
}
