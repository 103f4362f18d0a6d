import enUS from "antd/locale/en_US";
import app from "../../locales/en/app.json";
import family from "../../locales/en/family.json";
import records from "../../locales/en/records.json";
import ui from "../../locales/en/ui.json";

export const ant = enUS;
export const messages = { app, family, records, ui };
