import { App, Button } from "antd";
import { useState } from "react";
import { useSay } from "@/app/texts";
import { Sheet, type SheetProps } from "./Sheet";

interface ActProps<T, A> extends Omit<SheetProps<T, A>, "title"> {
  /** What the button is called where several of them stand below each other. */
  name?: string;
  title?: string;
  small?: boolean;
  disabled?: boolean;
  long?: boolean;
  /** What is said once it is done, where that may be less than its label says. */
  told?: () => string | undefined;
}

/** A button and the sheet behind it, which says once it is done that it was. */
export function Act<T extends object, A = unknown>({ label, name, title, small = false, disabled = false, told, done, ...sheet }: ActProps<T, A>) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const tone = sheet.tone ?? "default";
  return (
    <>
      <Button type={tone === "primary" ? "primary" : "default"} danger={tone === "danger"} size={small ? "small" : "middle"} disabled={disabled} aria-label={name ?? label} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Sheet<T, A>
        {...sheet}
        open={open}
        close={() => setOpen(false)}
        title={title ?? name ?? label}
        label={label}
        done={(answer, input) => {
          setOpen(false);
          void message.success(told?.() ?? say("ui.done", { label }));
          done?.(answer, input);
        }}
      />
    </>
  );
}
