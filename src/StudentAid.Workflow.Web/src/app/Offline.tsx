import { useSyncExternalStore } from "react";
import { useSay } from "./texts";

const changes = ["online", "offline"];

const listen = (told: () => void) => {
  changes.forEach((c) => window.addEventListener(c, told));
  return () => changes.forEach((c) => window.removeEventListener(c, told));
};

/** Says that there is no network, and what becomes of what was typed. */
export function Offline() {
  const say = useSay();
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  return (
    <div role="status" className={online ? "visually-hidden" : "offline"}>
      {online ? "" : say("app.offline")}
    </div>
  );
}
