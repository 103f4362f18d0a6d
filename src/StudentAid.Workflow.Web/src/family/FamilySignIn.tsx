import { Button, Card, Typography } from "antd";
import { FirstThings } from "@/app/FirstThings";
import { PasswordSignIn } from "@/app/PasswordSignIn";
import { useSession } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";

/** Before the family's door. */
export default function FamilySignIn() {
  const say = useSay();
  const session = useSession();
  const [language, speak] = useLanguage();
  return (
    <main className="sign-in" id="content">
      <div className="sign-in-switches">
        <Button type="text" onClick={() => speak(language === "en" ? "zh-CN" : "en")}>{say("app.other-language")}</Button>
      </div>
      <div className="sign-in-head">
        <img src="/favicon.svg" alt="" width={44} height={44} />
        <Typography.Title level={1}>{say("family.product")}</Typography.Title>
      </div>
      <Card className="sign-in-card">{session.data?.limit ? <FirstThings limit={session.data.limit} /> : <PasswordSignIn back="/family" />}</Card>
    </main>
  );
}
