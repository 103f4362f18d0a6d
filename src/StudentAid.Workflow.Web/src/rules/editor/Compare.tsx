import { useEffect, useRef } from "react";
import { useShade } from "@/app/Door";
import { useSay } from "@/app/texts";
import { editor } from "./monaco";

/** Two versions side by side, what differs marked. */
export default function Compare({ before, now }: { before: string; now: string }) {
  const say = useSay();
  const { shade } = useShade();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const models = { original: editor.createModel(before, "json"), modified: editor.createModel(now, "json") };
    const shown = editor.createDiffEditor(box.current!, {
      readOnly: true,
      automaticLayout: true,
      minimap: { enabled: false },
      renderOverviewRuler: false,
      scrollBeyondLastLine: false,
      hideUnchangedRegions: { enabled: true },
      tabFocusMode: true,
      originalAriaLabel: say("rules.version-before"),
      modifiedAriaLabel: say("rules.version-this"),
      unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
    });
    shown.setModel(models);
    return () => {
      shown.dispose();
      models.original.dispose();
      models.modified.dispose();
    };
  }, [before, now, say]);
  useEffect(() => editor.setTheme(shade === "dark" ? "night" : "paper"), [shade]);
  return <div ref={box} className="compare" />;
}
