import { Alert, Checkbox, Form, Input } from "antd";
import { textOf, useLanguage, useSay } from "@/app/texts";
import type { Commitment, GuardianRule, Signer } from "./signing";

interface SigningProps {
  commitment: Commitment | undefined;
  signer: Signer;
  rules: GuardianRule[];
  /** The form does not say what the guardian is to the student. */
  asksRelation: boolean;
}

/** The commitment in the words of the pinned document, what a guardian agrees to, each separate consent with a tick of its own, and the signature. */
export function Signing({ commitment, signer, rules, asksRelation }: SigningProps) {
  const say = useSay();
  const [language] = useLanguage();
  const ticked = (message: string) => [{ validator: (_: unknown, v: unknown) => (v ? Promise.resolve() : Promise.reject(new Error(message))) }];
  const ruled = (r: GuardianRule) => say("family.rule", { rule: textOf(r.name, language), article: r.article });
  const oldest = Math.max(...rules.map((r) => r.below));
  const byGuardian = signer === "guardian";
  return (
    <>
      <p className="big">{textOf(commitment?.sentence, language)}</p>
      {commitment?.consequences?.map((c) => <p key={textOf(c)}>{textOf(c, language)}</p>)}
      {rules.filter((r) => !byGuardian || !r.separate).map((r) => <p key={r.id}>{ruled(r)}</p>)}
      {rules.length > 0 && !byGuardian ? (
        <Alert type="info" showIcon title={say("family.guardian-needed", { years: oldest })} description={say("family.guardian-how")} />
      ) : (
        <>
          <Form.Item name="read" valuePropName="checked" rules={ticked(say("family.read-needed"))}>
            <Checkbox>{say("family.read")}</Checkbox>
          </Form.Item>
          {rules.filter((r) => r.separate).map((r) => (
            <Form.Item key={r.id} name={["consents", r.id]} valuePropName="checked" rules={ticked(say("family.consent-needed"))}>
              <Checkbox>{say("family.consent", { rule: ruled(r) })}</Checkbox>
            </Form.Item>
          ))}
          {rules.length > 0 && asksRelation && (
            <Form.Item name="relation" label={say("family.relation")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
              <Input maxLength={20} />
            </Form.Item>
          )}
          <Form.Item name="sign" label={say(byGuardian ? "family.guardian-signature" : "family.signature")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={60} />
          </Form.Item>
        </>
      )}
    </>
  );
}
