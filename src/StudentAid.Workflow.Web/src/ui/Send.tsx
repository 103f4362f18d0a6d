import { Button, Progress, Upload } from "antd";
import { useRef, useState } from "react";
import { upload } from "@/api/upload";
import { useSay } from "@/app/texts";
import { Refused } from "./Refused";

const Quality = 0.9;

/** A telephone's HEIC as a JPEG where this browser can draw it (few others can show it afterwards); else as it is, and the server cleans it. */
async function everywhere(file: File): Promise<File> {
  if (!/^image\/hei[cf]$/.test(file.type) && !/\.hei[cf]$/i.test(file.name)) return file;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return file;
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  try {
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
  } finally {
    picture.close();
  }
  return new File([await canvas.convertToBlob({ type: "image/jpeg", quality: Quality })], file.name.replace(/\.hei[cf]$/i, ".jpg"), { type: "image/jpeg", lastModified: file.lastModified });
}

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
      const shown = await everywhere(file);
      sent(await upload(shown, whose, category, setPart), shown);
    } catch (refused) {
      setError(refused);
    }
    setPart(undefined);
  };
  return (
    <>
      <Upload accept="image/jpeg,image/png,image/heic,image/heif,.heic,.heif,application/pdf" showUploadList={false} multiple={several} beforeUpload={(file) => ((before.current = before.current.then(() => take(file))), false)}>
        <Button loading={part !== undefined}>{label}</Button>
      </Upload>
      {part !== undefined && <Progress aria-label={say("ui.sending")} percent={Math.round(part * 100)} size="small" />}
      <Refused error={error} />
    </>
  );
}
