import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Form, Input, Radio, Select } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { useSchools } from "@/oversight/schools";
import { Act } from "@/ui/Act";
import { Shown } from "@/ui/Refused";
import { StudentPicker } from "@/ui/StudentPicker";

type Person = Api["PersonView"];

/** One person's facts destroyed for good: first what goes and what stays, then the act with its reason and article. */
export function Erasure() {
  const say = useSay();
  const schools = useSchools();
  const [school, setSchool] = useState<string>();
  const below = school ?? (schools.length === 1 ? schools[0]!.value : undefined);
  const [person, setPerson] = useState<Person>();
  return (
    <Card title={say("upkeep.erase-title")} type="inner">
      <p className="quiet">{say("upkeep.erase-sentence")}</p>
      <div className="narrow stack">
        {schools.length > 1 && <Select aria-label={say("oversight.school")} className="wide" placeholder={say("upkeep.student-school")} showSearch={{ optionFilterProp: "label" }} value={school} onChange={(s: string) => (setSchool(s), setPerson(undefined))} options={schools} />}
        <StudentPicker key={below} aria-label={say("upkeep.student")} school={below} onChange={(_, found) => setPerson(found)} />
      </div>
      {person && <Preview key={person.id} person={person} />}
    </Card>
  );
}

interface Wanted {
  reason: string;
  basis: string;
}

function Preview({ person }: { person: Person }) {
  const say = useSay();
  const look = useQuery({ queryKey: ["people", person.id, "erasure"], queryFn: () => body(api.GET("/api/people/{id}/erasure", { params: { path: { id: person.id } } })) });
  return (
    <div className="below">
      <Shown of={look}>
        {(e) => {
          if (e.erased) return <Alert type="info" showIcon role="status" title={say("upkeep.erased")} />;
          return (
            <div className="stack">
              <Alert
                type={e.openCases > 0 ? "warning" : "info"}
                showIcon
                role="status"
                title={say(e.openCases > 0 ? "upkeep.erase-open" : "upkeep.erase-of", { name: person.name, count: e.openCases })}
                description={
                  <ul className="plain">
                    <li>{say("upkeep.erase-goes", { cases: e.cases, files: e.files, accounts: e.accounts })}</li>
                    {e.lists > 0 && <li>{say("upkeep.erase-lists", { count: e.lists })}</li>}
                    {e.providerLists.length > 0 && <li>{say("upkeep.erase-provider", { batches: e.providerLists.join(" · ") })}</li>}
                  </ul>
                }
              />
              {e.openCases === 0 && (
                <div className="strip">
                  <Act<Wanted>
                    tone="danger"
                    weighed
                    count={say("ui.act-people", { count: 1 })}
                    label={say("upkeep.erase")}
                    title={say("upkeep.erase-of", { name: person.name })}
                    what={say("upkeep.erase-what")}
                    initial={{ reason: "request" }}
                    send={(v, how) => body(api.POST("/api/people/{id}/erase", { params: { path: { id: person.id }, ...how }, body: v }))}
                  >
                    <Form.Item name="reason" label={say("ui.reason")}>
                      <Radio.Group
                        options={[
                          { value: "request", label: say("upkeep.erase-request") },
                          { value: "retention-ended", label: say("upkeep.erase-ended") },
                        ]}
                      />
                    </Form.Item>
                    <Form.Item name="basis" label={say("upkeep.erase-basis")} extra={say("upkeep.erase-basis-what")} rules={[{ required: true, whitespace: true, min: 4, message: say("ui.needed") }]}>
                      <Input maxLength={200} />
                    </Form.Item>
                  </Act>
                </div>
              )}
            </div>
          );
        }}
      </Shown>
    </div>
  );
}
