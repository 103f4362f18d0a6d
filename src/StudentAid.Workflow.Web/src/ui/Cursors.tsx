import { Button, Space } from "antd";
import { useSearchParams } from "react-router";
import { useSay } from "@/app/texts";

/** To the page before and the next one of a list that is paged by cursor; the page stands in the address. */
export function Cursors({ previous, next }: { previous?: string | null | undefined; next?: string | null | undefined }) {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const at = search.get("cursor");
  if (!next && !at) return null;
  const turn = (cursor: string | null | undefined) => {
    const to = new URLSearchParams(search);
    if (cursor) to.set("cursor", cursor);
    else to.delete("cursor");
    setSearch(to);
  };
  return (
    <Space className="pager">
      <Button disabled={!at} onClick={() => turn(previous)}>
        {say("ui.previous")}
      </Button>
      <Button disabled={!next} onClick={() => turn(next)}>
        {say("ui.next")}
      </Button>
    </Space>
  );
}
