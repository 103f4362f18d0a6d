import { Empty, Typography } from "antd";
import { useEffect, type ReactNode } from "react";
import { Link } from "react-router";
import { useSay, type Key } from "@/app/texts";

interface PageProps {
  /** What kind of page it is, in words without a value: the browser keeps a tab's title in its history, where nobody's name and no outcome may stand. */
  title: Key;
  /** Whose page it is, or of what: shown in place of the title. */
  heading?: string | undefined;
  sentence?: ReactNode;
  crumbs?: { to: string; text: string }[];
  actions?: ReactNode;
  /** As wide as the window: a picture and its text beside each other. */
  wide?: boolean;
  children: ReactNode;
}

/** A screen: where one is, one sentence, what one may do, then the thing. */
export function Page({ title, heading, sentence, crumbs, actions, wide = false, children }: PageProps) {
  const say = useSay();
  useEffect(() => {
    document.title = `${say(title)} · ${say("app.product")}`;
  }, [title, say]);
  return (
    <div className={wide ? "page page-wide" : "page"}>
      {crumbs && (
        <nav aria-label={say("ui.where")} className="crumbs">
          {crumbs.map((c, i) => (
            <span key={c.to}>
              <Link to={c.to}>{c.text}</Link>
              {i < crumbs.length - 1 && <span aria-hidden> / </span>}
            </span>
          ))}
        </nav>
      )}
      <header className="page-head">
        <div>
          <Typography.Title level={1}>{heading || say(title)}</Typography.Title>
          {sentence && <div className="sentence">{sentence}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Nothing here, and why that is right or what to do. */
export function Nothing({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} className="nothing">
      {children}
    </Empty>
  );
}
