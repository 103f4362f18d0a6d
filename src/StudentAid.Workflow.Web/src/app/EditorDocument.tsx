import { Skeleton } from "antd";
import { useEffect, type ReactNode } from "react";
import { mayStyleMarkup } from "./nonce";

/** A page with the text editor, which its own document alone may hold: who came here inside the dashboard has the address loaded anew. */
export function EditorDocument({ children }: { children: ReactNode }) {
  const here = mayStyleMarkup();
  useEffect(() => {
    if (!here) window.location.reload();
  }, [here]);
  return here ? children : <Skeleton active className="first-load" />;
}
