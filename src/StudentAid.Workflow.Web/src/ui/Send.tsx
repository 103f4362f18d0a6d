import { Button, Progress, Upload } from "antd";
import { useState } from "react";
import { upload } from "@/api/upload";
import { useSay } from "@/app/texts";
import { Refused } from "./Refused";

interface SendProps {
  label: string;
  whose: { person: string } | { unit: string };
  category: string;
  sent: (hash: string) => void;
}

/** A button that takes a photo or a PDF and sends it, however bad the line is. */
export function Send({ label, whose, category, sent }: SendProps) {
  const say = useSay();
  const [part, setPart] = useState<number>();
  const [error, setError] = useState<unknown>();
  const take = async (file: File) => {
    setError(undefined);
    setPart(0);
    try {
      sent(await upload(file, whose, category, setPart));
    } catch (refused) {
      setError(refused);
    }
    setPart(undefined);
  };
  return (
    <>
      <Upload accept="image/jpeg,image/png,application/pdf" showUploadList={false} beforeUpload={(file) => (void take(file), false)}>
        <Button loading={part !== undefined}>{label}</Button>
      </Upload>
      {part !== undefined && <Progress aria-label={say("ui.sending")} percent={Math.round(part * 100)} size="small" />}
      <Refused error={error} />
    </>
  );
}
