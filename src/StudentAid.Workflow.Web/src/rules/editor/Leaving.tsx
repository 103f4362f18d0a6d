import { Button, Modal } from "antd";
import { useCallback } from "react";
import { useBeforeUnload, useBlocker } from "react-router";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";

interface LeavingProps {
  unkept: boolean;
  keeping: boolean;
  /** Why the draft was not kept. */
  refused: unknown;
  keep: (then: () => void) => void;
}

/** Nobody loses what he wrote by a click on the menu: the page asks first, and so does the browser before it closes or leaves. */
export function Leaving({ unkept, keeping, refused, keep }: LeavingProps) {
  const say = useSay();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => unkept && currentLocation.pathname !== nextLocation.pathname);
  useBeforeUnload(useCallback((e: BeforeUnloadEvent) => unkept && e.preventDefault(), [unkept]));
  if (blocker.state !== "blocked") return null;
  return (
    <Modal
      open
      title={say("rules.leave-title")}
      onCancel={() => blocker.reset()}
      footer={
        <>
          <Button onClick={() => blocker.reset()}>{say("rules.stay")}</Button>
          <Button danger onClick={() => blocker.proceed()}>{say("rules.leave-anyway")}</Button>
          <Button type="primary" loading={keeping} onClick={() => keep(() => blocker.proceed())}>{say("rules.keep-and-leave")}</Button>
        </>
      }
    >
      <p>{say("rules.leave-what")}</p>
      <Refused error={refused} />
    </Modal>
  );
}
