import { Button, Checkbox, Form, Input, Select } from "antd";
import { usePrincipals } from "@/operations/principals";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Choice } from "@/ui/form/Choice";
import { StudentPicker } from "@/ui/StudentPicker";
import { isStudent, newcomer, type Body, type Named } from "./members";

interface MembersProps {
  name: "members" | "substitutes";
  school: string;
  body: Body;
}

/** Rows of people: of which category, who, who chairs, and in what they differ. Substitutes do not chair. */
export function Members({ name, school, body }: MembersProps) {
  const say = useSay();
  const title = say(name === "members" ? "committees.members" : "committees.substitutes");
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <fieldset className="form-group">
          <legend>{title}</legend>
          {rows.map((row, at) => {
            const called = say(name === "members" ? "committees.member-number" : "committees.substitute-number", { number: at + 1 });
            return (
              <div key={row.key} className="rows" role="group" aria-label={called}>
                <div className="rows-head">
                  <strong>{called}</strong>
                  <Button type="text" danger aria-label={say("committees.remove-of", { what: called })} onClick={() => remove(row.name)}>{say("ui.row-remove")}</Button>
                </div>
                <Member list={name} at={row.name} school={school} body={body} />
              </div>
            );
          })}
          <Button block className="below-margin" onClick={() => add(newcomer())}>{say(name === "members" ? "committees.member-add" : "committees.substitute-add")}</Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function Member({ list, at, school, body }: { list: MembersProps["name"]; at: number; school: string; body: Body }) {
  const say = useSay();
  const [language] = useLanguage();
  const form = Form.useFormInstance();
  const row = Form.useWatch<Named | undefined>([list, at], { form, preserve: true });
  const staff = usePrincipals().list.filter((p) => !p.isMachine && p.grants.length > 0).map((p) => ({ value: p.id, label: p.name }));
  // Who signs in by an account that is not among the staff any more stands there by his name.
  const known = row?.known?.account;
  const accounts = known && !staff.some((p) => p.value === known) ? [{ value: known, label: row.known!.name }, ...staff] : staff;
  const student = isStudent(body, row?.category) && !row?.known;
  const needed = [{ required: true, message: say("ui.needed") }];
  return (
    <div className="seat-fields">
      <Form.Item name={[at, "id"]} hidden><span /></Form.Item>
      <Form.Item name={[at, "known"]} hidden><span /></Form.Item>
      <Form.Item name={[at, "category"]} label={say("committees.category")} rules={needed}>
        <Choice options={(body.categories ?? []).map((c) => ({ value: c.id, label: textOf(c.name, language) }))} />
      </Form.Item>
      {student ? (
        <Form.Item name={[at, "student"]} label={say("committees.student")} rules={needed}>
          <Student school={school} />
        </Form.Item>
      ) : (
        <>
          <Form.Item name={[at, "name"]} label={say("ui.name")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={50} autoComplete="off" readOnly={row?.known !== undefined} />
          </Form.Item>
          {!row?.known?.studentPerson && (
            <Form.Item name={[at, "account"]} label={say("committees.account")} extra={say("committees.account-what")}>
              <Select allowClear showSearch={{ optionFilterProp: "label" }} options={accounts} />
            </Form.Item>
          )}
        </>
      )}
      {list === "members" &&
        (body.traits ?? []).map((t) => (
          <Form.Item key={t.id} name={[at, "traits", t.id]} label={textOf(t.name, language)}>
            <Input maxLength={30} autoComplete="off" />
          </Form.Item>
        ))}
      {list === "members" && (
        <Form.Item name={[at, "chair"]} valuePropName="checked">
          <Checkbox>{say("committees.chair")}</Checkbox>
        </Form.Item>
      )}
    </div>
  );
}

/** A student with his name, which the list of members keeps beside his id. */
function Student({ school, id, value, onChange }: { school: string; id?: string; value?: { id: string; name: string }; onChange?: (of: { id: string; name: string } | undefined) => void }) {
  return <StudentPicker {...(id ? { id } : {})} school={school} {...(value ? { value: value.id } : {})} onChange={(_, person) => onChange?.(person && { id: person.id, name: person.name })} />;
}
