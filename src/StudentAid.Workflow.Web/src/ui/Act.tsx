import { App, Button } from "antd";
import { useState } from "react";
import { useSay } from "@/app/texts";
import { Sheet, type SheetProps } from "./Sheet";

interface ActProps<T> extends Omit<SheetProps<T>, "title"> {
  /** What the button is called where several of them stand below each other. */
  name?: string;
  title?: string;
  small?: boolean;
  disabled?: boolean;
}

/** A button and the sheet behind it. Sent again after a lost network it acts once. */
export function Act<T extends object>({ label, name, title, small = false, disabled = false, done, ...sheet }: ActProps<T>) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const tone = sheet.tone ?? "default";
  return (
    <>
      <Button type={tone === "primary" ? "primary" : "default"} danger={tone === "danger"} size={small ? "small" : "middle"} disabled={disabled} aria-label={name ?? label} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Sheet<T>
        {...sheet}
        open={open}
        close={() => setOpen(false)}
        title={title ?? name ?? label}
        label={label}
        done={(answer, input) => {
          setOpen(false);
          void message.success(say("ui.done", { label }));
          done?.(answer, input);
        }}
      />
    </>
  );
}
