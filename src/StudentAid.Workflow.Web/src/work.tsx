import "./app/nonce";
import "antd/dist/reset.css";
import { createRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import zhApp from "../locales/zh-CN/app.json";
import zhCases from "../locales/zh-CN/cases.json";
import zhHome from "../locales/zh-CN/home.json";
import zhOversight from "../locales/zh-CN/oversight.json";
import zhPublicities from "../locales/zh-CN/publicities.json";
import zhRosters from "../locales/zh-CN/rosters.json";
import zhRounds from "../locales/zh-CN/rounds.json";
import zhFunds from "../locales/zh-CN/funds.json";
import zhRecords from "../locales/zh-CN/records.json";
import zhOrganisation from "../locales/zh-CN/organisation.json";
import zhSetup from "../locales/zh-CN/setup.json";
import zhUpkeep from "../locales/zh-CN/upkeep.json";
import zhRules from "../locales/zh-CN/rules.json";
import zhUi from "../locales/zh-CN/ui.json";
import zhAfter from "../locales/zh-CN/after.json";
import zhChase from "../locales/zh-CN/chase.json";
import zhCommittees from "../locales/zh-CN/committees.json";
import zhFiling from "../locales/zh-CN/filing.json";
import zhEnrolment from "../locales/zh-CN/enrolment.json";
import { Door } from "./app/Door";
import { Broken, Work } from "./app/Work";
import "./app/page.css";

const chinese = { app: zhApp, cases: zhCases, home: zhHome, oversight: zhOversight, publicities: zhPublicities, rosters: zhRosters, rounds: zhRounds, rules: zhRules, ui: zhUi, funds: zhFunds, records: zhRecords, organisation: zhOrganisation, setup: zhSetup, upkeep: zhUpkeep, after: zhAfter, chase: zhChase, committees: zhCommittees, enrolment: zhEnrolment, filing: zhFiling };

// A router that knows what lies ahead: a page on which something is unkept can hold it up.
const router = createBrowserRouter([{ path: "*", element: <Work />, errorElement: <Broken /> }]);

createRoot(document.getElementById("root")!).render(
  <Door chinese={chinese} english={() => import("./app/english")}>
    <RouterProvider router={router} />
  </Door>,
);
