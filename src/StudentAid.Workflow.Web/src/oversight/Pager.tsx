import { Button, Space } from "antd";
import { useSearchParams } from "react-router";
import { useSay } from "@/app/texts";

interface PagerProps {
  page: { previous?: string | null; next?: string | null };
}

/** To the pages before and after, whose cursor stands in the address. */
export function Pager({ page }: PagerProps) {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  if (!page.next && !page.previous) return null;
  const to = (cursor: string | null | undefined) => {
    const next = new URLSearchParams(search);
    if (cursor) next.set("cursor", cursor);
    setSearch(next);
  };
  return (
    <Space>
      <Button disabled={!page.previous} onClick={() => to(page.previous)}>{say("ui.previous")}</Button>
      <Button disabled={!page.next} onClick={() => to(page.next)}>{say("ui.next")}</Button>
    </Space>
  );
}
