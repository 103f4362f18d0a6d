import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App, ConfigProvider } from "antd";
import type { ReactNode } from "react";
import { MemoryRouter, Route, Routes, useLocation } from "react-router";
import after from "../locales/zh-CN/after.json";
import app from "../locales/zh-CN/app.json";
import cases from "../locales/zh-CN/cases.json";
import filing from "../locales/zh-CN/filing.json";
import chase from "../locales/zh-CN/chase.json";
import committees from "../locales/zh-CN/committees.json";
import enrolment from "../locales/zh-CN/enrolment.json";
import family from "../locales/zh-CN/family.json";
import funds from "../locales/zh-CN/funds.json";
import home from "../locales/zh-CN/home.json";
import organisation from "../locales/zh-CN/organisation.json";
import oversight from "../locales/zh-CN/oversight.json";
import publicities from "../locales/zh-CN/publicities.json";
import rosters from "../locales/zh-CN/rosters.json";
import rounds from "../locales/zh-CN/rounds.json";
import rules from "../locales/zh-CN/rules.json";
import setup from "../locales/zh-CN/setup.json";
import ui from "../locales/zh-CN/ui.json";
import upkeep from "../locales/zh-CN/upkeep.json";
import { sayIn, TextsContext } from "@/app/texts";

const words = { after, app, cases, chase, committees, enrolment, family, filing, funds, home, organisation, oversight, publicities, rosters, rounds, rules, setup, ui, upkeep };


function Where() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

export interface Reader {
  duties: string[];
  unit: string;
  handsOutAccess?: boolean;
  /** Of his unit; a school where it is not said. */
  kind?: string;
  /** Schools beside the one that everybody knows. */
  others?: { path: string; name: string }[];
}

/** A page of the staff's door at its address, read by somebody with these duties. */
export function show(page: ReactNode, path: string, at: string, reader: Reader) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  queries.setQueryData(["me"], { id: "p", name: "资助中心", now: "2026-09-22T02:00:00Z", grants: [{ role: "r", roleName: "r", unit: reader.unit, unitName: "示例学院", unitKind: reader.kind ?? "school", duties: reader.duties, handsOutAccess: reader.handsOutAccess ?? false }] });
  queries.setQueryData(["units"], { items: [{ path: "/s/", kind: "school", name: "示例学院" }, { path: "/s/c/", kind: "class", name: "软件2401" }, ...(reader.others ?? []).map((o) => ({ ...o, kind: "school" }))] });
  queries.setQueryData(["rounds"], { items: [] });
  return render(
    <QueryClientProvider client={queries}>
      <TextsContext.Provider value={{ say: sayIn(words), language: "zh-CN", change: () => undefined }}>
        <ConfigProvider button={{ autoInsertSpace: false }}>
        <App>
          <MemoryRouter initialEntries={[at]}>
            <Routes>
              <Route path={path} element={page} />
            </Routes>
            <Where />
          </MemoryRouter>
        </App>
        </ConfigProvider>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );
}
