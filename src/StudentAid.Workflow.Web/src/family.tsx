import "./app/nonce";
import "antd/dist/reset.css";
import { createRoot } from "react-dom/client";
import zhApp from "../locales/zh-CN/app.json";
import zhFamily from "../locales/zh-CN/family.json";
import zhRecords from "../locales/zh-CN/records.json";
import zhUi from "../locales/zh-CN/ui.json";
import { Door } from "./app/Door";
import "./app/page.css";
import { Family } from "./family/Family";
import "./family/family.css";

const chinese = { app: zhApp, family: zhFamily, records: zhRecords, ui: zhUi };

createRoot(document.getElementById("root")!).render(
  <Door chinese={chinese} english={() => import("./family/english")} comfortable>
    <Family />
  </Door>,
);
