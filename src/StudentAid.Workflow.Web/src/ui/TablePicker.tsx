import { Button, Upload } from "antd";
import { useSay } from "@/app/texts";

interface TablePickerProps {
  file: File | undefined;
  chosen: (file: File) => void;
}

/** A table that somebody else's system gave out; it is only chosen here, and sent by the sheet that asks for it. */
export function TablePicker({ file, chosen }: TablePickerProps) {
  const say = useSay();
  return (
    <div className="strip below-margin">
      <Upload accept=".xlsx,.xls,.csv" showUploadList={false} beforeUpload={(f) => (chosen(f), false)}>
        <Button>{say("ui.table-choose")}</Button>
      </Upload>
      <span>{file?.name ?? say("ui.table-none")}</span>
    </div>
  );
}
