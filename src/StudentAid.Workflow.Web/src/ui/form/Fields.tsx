import { Button, Checkbox, Form, Input, InputNumber, Radio } from "antd";
import type { ComponentProps, ReactNode } from "react";
import { textOf, useLanguage, useSay, type Language, type Say } from "@/app/texts";
import { Choice } from "./Choice";
import { Was } from "./Was";
import { faultOf, fenOf, fieldsOf, yuanOf, type Fault, type Schema } from "./schema";

type Path = (string | number)[];

const sentence = (say: Say, fault: Fault, money: boolean): string => {
  if (!("value" in fault)) return say(`ui.form-${fault.kind}`);
  return say(`ui.form-${fault.kind}`, { value: money ? fault.value / 100 : fault.value });
};

interface FieldsProps {
  schema: Schema;
  path: Path;
  /** Names of fields whose label the schema leaves out. */
  label?: (name: string) => string;
  /** A control for a field of which its schema says too little, such as whose names may be chosen. */
  control?: (name: string, schema: Schema) => ReactNode;
}

/** The fields of an object, each with its check as one types. Our own renderer: a compiling validator would need `eval`. */
export function Fields({ schema, path, label, control }: FieldsProps) {
  return (
    <>
      {fieldsOf(schema).map(([name, field]) => (
        <Field key={name} name={name} schema={field} path={[...path, name]} required={schema.required?.includes(name) ?? false} {...(label ? { label } : {})} {...(control ? { control } : {})} />
      ))}
    </>
  );
}

interface FieldProps extends FieldsProps {
  name: string;
  required: boolean;
}

function Field({ name, schema, path, required, label, control }: FieldProps) {
  const say = useSay();
  const [language] = useLanguage();
  const title = textOf(schema.title ?? "", language) || label?.(name) || name;
  if (schema.const !== undefined) return null;
  if (schema.properties) {
    return (
      <fieldset className="form-group">
        <legend>{title}</legend>
        <Fields schema={schema} path={path} {...(label ? { label } : {})} />
      </fieldset>
    );
  }
  const own = control?.(name, schema);
  if (own) {
    return (
      <Form.Item name={path} label={title} rules={[{ required, message: say("ui.form-needed") }]}>
        {own}
      </Form.Item>
    );
  }
  if (schema.type === "array" && schema.items?.enum) {
    return (
      <Form.Item name={path} label={title} required={required} extra={<Beneath schema={schema} path={path} />}>
        <Choices options={optionsOf(schema.items, language)} className="choices" />
      </Form.Item>
    );
  }
  if (schema.type === "array" && schema.items?.properties) return <Rows title={title} schema={schema} path={path} />;
  if (schema.type === "array" || schema.type === "object") return null;
  const money = schema.widget === "money";
  return (
    <Form.Item
      name={path}
      {...(schema.type === "boolean" ? {} : { label: title, required })}
      extra={<Beneath schema={schema} path={path} />}
      validateTrigger={["onBlur", "onChange"]}
      {...(schema.type === "boolean" ? { valuePropName: "checked" } : {})}
      {...(money ? { getValueProps: (v: unknown) => ({ value: yuanOf(v) }), getValueFromEvent: (v: number | string | null) => fenOf(v) } : {})}
      rules={[
        {
          validator: (_, value) => {
            const fault = faultOf(schema, schema.type === "boolean" ? (value ?? false) : value, required);
            return fault ? Promise.reject(new Error(sentence(say, fault, money))) : Promise.resolve();
          },
        },
      ]}
    >
      <Control schema={schema} language={language} title={title} />
    </Form.Item>
  );
}

/** What the form says of a field, and what stood there before. */
function Beneath({ schema, path }: { schema: Schema; path: Path }) {
  const [language] = useLanguage();
  return (
    <>
      {textOf(schema.description ?? "", language)}
      <Was schema={schema} path={path} />
    </>
  );
}

/** Without aria-required, which the form puts on whatever must be answered and which means nothing on a group. */
export const Choices = ({ "aria-required": _required, ...given }: ComponentProps<typeof Checkbox.Group> & { "aria-required"?: string }) => <Checkbox.Group {...given} />;

const optionsOf = (schema: Schema, language: Language) => (schema.enum ?? []).map((value, i) => ({ value, label: textOf(schema.labels?.[i] ?? String(value), language) }));

interface ControlProps {
  schema: Schema;
  language: Language;
  title: string;
  id?: string;
}

/** The control of one field; the form gives it its id, value and change. */
function Control({ schema, language, title, ...given }: ControlProps) {
  const say = useSay();
  if (schema.enum) {
    const options = optionsOf(schema, language);
    return schema.widget === "radio" || (!schema.widget && options.length <= 3) ? <Radio.Group options={options} {...given} /> : <Choice options={options} {...given} />;
  }
  switch (schema.type) {
    case "boolean":
      return <Checkbox {...given}>{title}</Checkbox>;
    case "integer":
    case "number":
      return schema.widget === "money" ? (
        <InputNumber min={0} precision={2} suffix={say("ui.yuan")} inputMode="decimal" className="wide" {...given} />
      ) : (
        <InputNumber inputMode="numeric" className="wide" {...given} />
      );
    default:
      if (schema.format === "date") return <Input type="date" {...given} />;
      if (schema.widget === "textarea" || (schema.maxLength ?? 0) > 200) return <Input.TextArea autoSize={{ minRows: 3 }} maxLength={schema.maxLength} {...given} />;
      return <Input type={schema.widget === "tel" ? "tel" : "text"} maxLength={schema.maxLength} {...given} />;
  }
}

/** Rows, such as the members of a family: added and taken out one by one. */
function Rows({ title, schema, path }: { title: string; schema: Schema; path: Path }) {
  const say = useSay();
  return (
    <fieldset className="form-group">
      <legend>{title}</legend>
      <Was schema={schema} path={path} />
      <Form.List name={path}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="rows" role="group" aria-label={say("ui.row", { title, number: at + 1 })}>
                <div className="rows-head">
                  <strong>{say("ui.row-number", { number: at + 1 })}</strong>
                  <Button type="text" danger onClick={() => remove(row.name)}>
                    {say("ui.row-remove")}
                  </Button>
                </div>
                <Fields schema={schema.items!} path={[row.name]} />
              </div>
            ))}
            <Button block disabled={rows.length >= (schema.maxItems ?? 99)} onClick={() => add({})} className="below-margin">
              {say("ui.row-add", { title })}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
