import { Empty, Typography } from "antd";
import { useEffect, type ReactNode } from "react";
import { Link } from "react-router";
import { useSay } from "@/app/texts";

interface PageProps {
  title: string;
  sentence?: ReactNode;
  crumbs?: { to: string; text: string }[];
  actions?: ReactNode;
  /** As wide as the window: a picture and its text beside each other. */
  wide?: boolean;
  children: ReactNode;
}

/** A screen: where one is, one sentence, what one may do, then the thing. */
export function Page({ title, sentence, crumbs, actions, wide = false, children }: PageProps) {
  const say = useSay();
  useEffect(() => {
    document.title = `${title} · ${say("app.product")}`;
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
          <Typography.Title level={1}>{title}</Typography.Title>
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
