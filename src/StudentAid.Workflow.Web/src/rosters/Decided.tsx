import { useQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";

type Roster = Api["RosterView"];

const Often = 1500;

/** How many of the decided cases have gone on; asked again until all have. */
export function Releasing({ roster }: { roster: Roster }) {
  const say = useSay();
  const release = useQuery({
    queryKey: ["rosters", roster.id, "release"],
    queryFn: () => body(api.GET("/api/rosters/{id}/release", { params: { path: { id: roster.id } } })),
    refetchInterval: Often,
  }).data;
  return release ? <span role="status">{say("rosters.releasing", { done: release.applied + release.notApplied, of: release.decided })}</span> : null;
}

/** A decision is taken back for cases on which nobody has acted since, by whom the server lets: the act is its own. */
export function TakeBack({ roster }: { roster: Roster }) {
  const say = useSay();
  const [language] = useLanguage();
  const actions = useQuery({ queryKey: ["rosters", roster.id, "actions"], queryFn: () => body(api.GET("/api/rosters/{id}/actions", { params: { path: { id: roster.id } } })) });
  const offered = actions.data?.items.find((a) => a.verb === "take-back");
  if (!offered) return null;
  return (
    <Act<{ reason: string }>
      weighed
      label={say("rosters.take-back")}
      tone="danger"
      what={textOf(offered.consequence, language)}
      send={(v, how) => body(api.POST("/api/rosters/{id}/take-back", { params: { path: { id: roster.id }, ...how }, body: v }))}
    >
      <Form.Item name="reason" label={say("ui.reason")} rules={[{ required: true, whitespace: true, message: say("ui.reason-needed") }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </Act>
  );
}
