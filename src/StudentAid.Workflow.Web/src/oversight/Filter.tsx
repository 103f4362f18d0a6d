import { Select, Segmented, Space } from "antd";
import { useSearchParams } from "react-router";
import { useSay, type Key } from "@/app/texts";

interface FilterProps {
  /** Each status and its word. */
  statuses: Record<string, Key>;
}

const Rows = 20;

/** Status and overdue, as they stand in the address, and with its cursor what the server is asked for. */
export function useFilter() {
  const [search] = useSearchParams();
  const [status, overdue, cursor] = [search.get("status") ?? undefined, search.get("overdue") === "true", search.get("cursor")];
  return { status, overdue, query: { size: Rows, ...(overdue ? { overdue } : status ? { status } : {}), ...(cursor ? { cursor } : {}) } };
}

export function Filter({ statuses }: FilterProps) {
  const say = useSay();
  const [, setSearch] = useSearchParams();
  const { status, overdue } = useFilter();
  return (
    <Space wrap size={12}>
      <Segmented
        value={overdue ? "overdue" : "all"}
        onChange={(v) => setSearch(v === "overdue" ? { overdue: "true" } : {})}
        options={[
          { value: "all", label: say("oversight.all") },
          { value: "overdue", label: say("oversight.overdue") },
        ]}
      />
      <Select
        aria-label={say("ui.status")}
        allowClear
        placeholder={say("ui.status")}
        className="filter"
        disabled={overdue}
        value={overdue ? undefined : status}
        onChange={(v: string | undefined) => setSearch(v ? { status: v } : {})}
        options={Object.entries(statuses).map(([value, key]) => ({ value, label: say(key) }))}
      />
    </Space>
  );
}
