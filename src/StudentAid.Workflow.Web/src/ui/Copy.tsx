import { App, Button, Modal } from "antd";
import { useState } from "react";
import { useSay } from "@/app/texts";

interface CopyProps {
  label: string;
  /** What the button is called where several of them stand below each other. */
  name?: string;
  text: string;
}

/** A text to be sent in a chat: copied by one click; where the browser does not let (a page without TLS, an old browser), shown to be copied by hand. */
export function Copy({ label, name, text }: CopyProps) {
  const say = useSay();
  const { message } = App.useApp();
  const [byHand, setByHand] = useState(false);
  const copy = async () => {
    // Absent where the page did not come over TLS.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const copied = clipboard && (await clipboard.writeText(text).then(() => true, () => false));
    if (copied) void message.success(say("ui.copied"));
    else setByHand(true);
  };
  return (
    <>
      <Button aria-label={name ?? label} onClick={() => void copy()}>{label}</Button>
      <Modal open={byHand} title={label} footer={null} onCancel={() => setByHand(false)}>
        <p className="quiet">{say("ui.copy-by-hand")}</p>
        <p className="wrapped-line">{text}</p>
      </Modal>
    </>
  );
}
