import { Form, Input } from "antd";
import { useNavigate } from "react-router";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { fieldLabel } from "./fields";

interface Given {
  reason: string;
}

/** The acts at the case itself, as the server names them, and where each is sent. */
const ways: Record<string, (id: string, input: Given, how: How) => Promise<Api["StepAnswer"]>> = {
  "take-back": (id, input, how) => body(api.POST("/api/cases/{id}/take-back", { params: { path: { id }, ...how }, body: input })),
  withdraw: (id, input, how) => body(api.POST("/api/cases/{id}/withdraw", { params: { path: { id }, ...how }, body: input })),
  suspend: (id, input, how) => body(api.POST("/api/cases/{id}/suspend", { params: { path: { id }, ...how }, body: input })),
  continue: (id, input, how) => body(api.POST("/api/cases/{id}/continue", { params: { path: { id }, ...how }, body: input })),
  cancel: (id, input, how) => body(api.POST("/api/cases/{id}/cancel", { params: { path: { id }, ...how }, body: input })),
  restart: (id, _, how) => body(api.POST("/api/cases/{id}/restart", { params: { path: { id }, ...how } })),
};

const asksReason = (action: Api["TaskAction"]): boolean => "reason" in ((action.input as { properties?: object } | null)?.properties ?? {});

/** What this person may do with the case as a whole: one's own last act taken back, the application withdrawn, held, ended, begun anew. */
export function CaseActs({ id, actions }: { id: string; actions: Api["TaskAction"][] }) {
  const say = useSay();
  const [language] = useLanguage();
  const navigate = useNavigate();
  const offered = actions.filter((a) => ways[a.verb]);
  if (offered.length === 0) return null;
  return (
    <div className="strip" role="group" aria-label={say("cases.whole")}>
      <strong>{say("cases.whole")}</strong>
      {offered.map((action) => (
        <Act<Given, Api["StepAnswer"]>
          key={action.verb}
          label={textOf(action.label, language)}
          tone={action.tone as "primary" | "danger" | "default"}
          what={textOf(action.consequence, language)}
          undo={action.undoUntil ? textOf(action.undoUntil, language) : undefined}
          weighed
          send={(input, how) => ways[action.verb]!(id, input, how)}
          // Begun anew it is another case.
          done={(answer) => answer.id !== id && void navigate(`/cases/${answer.id}`)}
        >
          {asksReason(action) && (
            <Form.Item name="reason" label={fieldLabel(say, "reason")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
            </Form.Item>
          )}
        </Act>
      ))}
    </div>
  );
}
