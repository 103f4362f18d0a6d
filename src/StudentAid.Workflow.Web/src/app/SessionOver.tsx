import { Button, Modal } from "antd";
import { useEffect, useState } from "react";
import { Refused } from "@/ui/Refused";
import { FirstThings } from "./FirstThings";
import { PasswordSignIn } from "./PasswordSignIn";
import { useMe, useSession, useSigning, type Me } from "./session";
import { useSay } from "./texts";

/** The session has ended while somebody was at work: signed in again over the page, on which everything typed still stands. Somebody else begins afresh. */
export function SessionOver({ was, back = "/" }: { was: Me; back?: "/" | "/family" }) {
  const say = useSay();
  const session = useSession();
  const me = useMe();
  const { again } = useSigning();
  const [error, setError] = useState<unknown>();
  const over = me.data === null;
  useEffect(() => {
    if (me.data && me.data.id !== was.id) window.location.assign("/");
  }, [me.data, was.id]);
  const goOn = async () => {
    setError(undefined);
    try {
      await again({ principal: was.id });
    } catch (e) {
      setError(e);
    }
  };
  return (
    <Modal open={over} title={say("app.session-over")} footer={null} closable={false} mask={{ closable: false }} keyboard={false} destroyOnHidden>
      <p>{say("app.session-over-what")}</p>
      {session.data?.limit ? (
        <FirstThings limit={session.data.limit} />
      ) : session.data?.demo ? (
        <>
          <Refused error={error} />
          <Button type="primary" onClick={() => void goOn()}>
            {say("app.session-again", { name: was.name })}
          </Button>
        </>
      ) : (
        <PasswordSignIn back={back} enter={again} />
      )}
    </Modal>
  );
}
