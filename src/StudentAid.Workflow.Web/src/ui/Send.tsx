import { Button, Progress, Upload } from "antd";
import { useRef, useState } from "react";
import { upload } from "@/api/upload";
import { useSay } from "@/app/texts";
import { Refused } from "./Refused";

interface SendProps {
  label: string;
  whose: { person: string } | { unit: string };
  category: string;
  /** Several at once; they are sent one after the other. */
  several?: boolean;
  sent: (hash: string, file: File) => void;
}

/** A button that takes a photo or a PDF and sends it, however bad the line is. */
export function Send({ label, whose, category, several = false, sent }: SendProps) {
  const say = useSay();
  const [part, setPart] = useState<number>();
  const [error, setError] = useState<unknown>();
  const before = useRef<Promise<void>>(Promise.resolve());
  const take = async (file: File) => {
    setError(undefined);
    setPart(0);
    try {
      sent(await upload(file, whose, category, setPart), file);
    } catch (refused) {
      setError(refused);
    }
    setPart(undefined);
  };
  return (
    <>
      <Upload accept="image/jpeg,image/png,application/pdf" showUploadList={false} multiple={several} beforeUpload={(file) => ((before.current = before.current.then(() => take(file))), false)}>
        <Button loading={part !== undefined}>{label}</Button>
      </Upload>
      {part !== undefined && <Progress aria-label={say("ui.sending")} percent={Math.round(part * 100)} size="small" />}
      <Refused error={error} />
    </>
  );
}
