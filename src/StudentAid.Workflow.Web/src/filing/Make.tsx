import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Modal } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { KeptForm, leave, useSheetAct } from "@/ui/Sheet";

type Preview = Api["ExportPreview"];

interface MakeProps {
  round: Api["RoundView"];
  of: Api["ExportView"];
  keeps: boolean;
}

/** The file before it is made: what is wrong in it and what is cut; then put on record, and only then taken away. */
export function Make({ round, of, keeps }: MakeProps) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const path = { id: round.id, profile: of.profile };
  const preview = useQuery({ queryKey: ["exports", round.id, of.profile], queryFn: () => body(api.GET("/api/rounds/{id}/exports/{profile}", { params: { path } })), enabled: open });
  const send = (_: object, how: How) => body(api.POST("/api/rounds/{id}/exports/{profile}", { params: { path, ...how } }));
  const make = useSheetAct<object, unknown>({ send, done: () => void message.success(say("filing.made")) });
  const close = () => {
    leave(make);
    setOpen(false);
  };
  const known = of.batches.some((b) => b.batch === preview.data?.batch);
  return (
    <>
      <Button aria-label={say("filing.look-of", { name: of.name })} onClick={() => setOpen(true)}>{say("filing.look")}</Button>
      <Modal open={open} title={of.name} footer={null} onCancel={close} destroyOnHidden width={720}>
        <Shown of={preview}>
          {(p) => (
            <div className="stack">
              <Found of={p} />
              {known ? (
                <div className="strip">
                  <span>{say("filing.on-record", { batch: p.batch })}</span>
                  <a className="ant-btn-like" href={`/api/rounds/${round.id}/exports/${of.profile}/file?format=xlsx`} download>{say("filing.get-xlsx")}</a>
                  <a className="ant-btn-like" href={`/api/rounds/${round.id}/exports/${of.profile}/file?format=csv`} download>{say("filing.get-csv")}</a>
                </div>
              ) : (
                keeps && p.canWrite && (
                  <KeptForm<object> act={make} label={say("filing.make")} what={say("filing.make-what")} weighed />
                )
              )}
            </div>
          )}
        </Shown>
      </Modal>
    </>
  );
}

function Found({ of }: { of: Preview }) {
  const say = useSay();
  return (
    <>
      <Alert
        type={of.canWrite ? "success" : "error"}
        showIcon
        title={of.canWrite ? say("filing.right", { rows: of.rows, columns: of.columns.length }) : say("filing.wrong", { count: of.problems.filter((p) => p.findings.some((f) => f.severity === "error")).length })}
        description={
          of.problems.length > 0 && (
            <ul className="findings">
              {of.problems.map((p) => (
                <li key={p.row}>
                  <Link to={`/cases/${p.case}`}>{say("filing.row", { row: p.row })}</Link> {p.findings.map((f) => f.sentence).join(" ")}
                </li>
              ))}
            </ul>
          )
        }
      />
      {of.cuts.length > 0 && (
        <section>
          <h3>{say("filing.cuts")}</h3>
          <ul className="findings">
            {of.cuts.map((c) => (
              <li key={`${c.row}-${c.column}`}>
                <Link to={`/cases/${c.case}`}>{say("filing.row", { row: c.row })}</Link> {say("filing.cut", { column: c.column, kept: c.kept })} <del>{c.full.slice(c.kept.length)}</del>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
