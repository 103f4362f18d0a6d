import { Button } from "antd";
import { useState } from "react";
import { useSay } from "@/app/texts";
import Record from "./Record";

/** The record at the family's door: opened by hand, and printed as a sheet. */
export default function OwnRecord({ id }: { id: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="large" block className="below" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(open ? "records.close" : "records.open")}
      </Button>
      {open && (
        <div className="below">
          <Record id={id} />
          <a className="ant-btn-like block" href={`/api/prints/decision-record?case=${id}`} target="_blank" rel="noreferrer">
            {say("records.print")}
          </a>
        </div>
      )}
    </>
  );
}
