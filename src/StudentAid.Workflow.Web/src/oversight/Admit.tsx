import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Opened } from "./Opened";
import { Words } from "./Words";

interface AdmitProps {
  /** The case that is opened. */
  of: string;
  finding: string;
}

/** The school lets the authority that found something read the case, part by part, until a day. */
export function Admit({ of, finding }: AdmitProps) {
  const say = useSay();
  return (
    <Act<{ parts: string[]; until: string; reason: string }>
      label={say("oversight.admit")}
      what={say("oversight.admit-what")}
      initial={{ parts: ["record"] }}
      send={(v, how) => body(api.POST("/api/read-grants", { params: how, body: { ...v, case: of, ground: "finding", about: finding, to: "authority", number: 0 } }))}
    >
      <Opened />
      <Words name="reason" label={say("ui.reason")} most={500} rows={2} />
    </Act>
  );
}
