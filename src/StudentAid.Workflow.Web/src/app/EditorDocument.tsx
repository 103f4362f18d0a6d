import { Skeleton } from "antd";
import { useEffect, type ReactNode } from "react";
import { mayStyleMarkup } from "./nonce";

const Asked = "studentaid.editor-document";

/** A page with the text editor, which its own document alone may hold: who came here inside the dashboard has the address loaded anew. */
export function EditorDocument({ children }: { children: ReactNode }) {
  const here = mayStyleMarkup();
  const { pathname } = window.location;
  // Behind a proxy that rewrites addresses the document may come without the right however often it is asked for.
  const asked = sessionStorage.getItem(Asked) === pathname;
  useEffect(() => {
    if (here) sessionStorage.removeItem(Asked);
    else if (!asked) {
      sessionStorage.setItem(Asked, pathname);
      window.location.reload();
    }
  }, [here, asked, pathname]);
  return here || asked ? children : <Skeleton active className="first-load" />;
}
