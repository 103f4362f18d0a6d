import enUS from "antd/locale/en_US";
import app from "../../locales/en/app.json";
import cases from "../../locales/en/cases.json";
import home from "../../locales/en/home.json";
import oversight from "../../locales/en/oversight.json";
import publicities from "../../locales/en/publicities.json";
import rosters from "../../locales/en/rosters.json";
import rounds from "../../locales/en/rounds.json";
import rules from "../../locales/en/rules.json";
import funds from "../../locales/en/funds.json";
import records from "../../locales/en/records.json";
import upkeep from "../../locales/en/upkeep.json";
import ui from "../../locales/en/ui.json";
import after from "../../locales/en/after.json";
import chase from "../../locales/en/chase.json";
import enrolment from "../../locales/en/enrolment.json";

export const ant = enUS;
export const messages = { app, cases, home, oversight, publicities, rosters, rounds, rules, ui, funds, records, upkeep, after, chase, enrolment };
