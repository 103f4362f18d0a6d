import { useQuery } from "@tanstack/react-query";
import { Button, Input, Popover, Select, Space } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";

const Noun = "tasks";

/** Saved filters of the inbox: chosen, kept under a name, thrown away. */
export function Views({ filter, choose }: { filter: Record<string, string>; choose: (filter: Record<string, string>) => void }) {
  const say = useSay();
  const [name, setName] = useState("");
  const [open, setOpen] = useState(false);
  const views = useQuery({ queryKey: ["views", Noun], queryFn: () => body(api.GET("/api/views", { params: { query: { noun: Noun } } })) });
  const items = views.data?.items ?? [];
  const current = items.find((v) => JSON.stringify(sorted(v.filter as Record<string, string>)) === JSON.stringify(sorted(filter)));
  const keep = useAct(
    (input: string, key) => body(api.POST("/api/views", { params: { header: acting(key) }, body: { name: input, noun: Noun, filter, unit: "" } })),
    () => {
      setName("");
      setOpen(false);
    },
  );
  const drop = useAct((id: string, key) => body(api.POST("/api/views/{id}/drop", { params: { path: { id }, header: acting(key) }, body: { unit: "" } })));
  return (
    <Space wrap>
      <Refused error={drop.error} />
      {items.length > 0 && (
        <Select
          aria-label={say("home.views")}
          placeholder={say("home.views")}
          className="filter"
          value={current?.id}
          onChange={(id: string) => choose((items.find((v) => v.id === id)?.filter ?? {}) as Record<string, string>)}
          options={items.map((v) => ({ value: v.id, label: v.name }))}
        />
      )}
      {current ? (
        <Button loading={drop.isPending} onClick={() => drop.mutate(current.id)}>
          {say("home.view-drop")}
        </Button>
      ) : (
        Object.keys(filter).length > 0 && (
          <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            content={
              <div className="stack">
                <Space.Compact>
                  <Input aria-label={say("home.view-name")} placeholder={say("home.view-name")} value={name} maxLength={40} onChange={(e) => setName(e.target.value)} />
                  <Button type="primary" disabled={name.trim() === ""} loading={keep.isPending} onClick={() => keep.mutate(name.trim())}>
                    {say("home.view-keep")}
                  </Button>
                </Space.Compact>
                <Refused error={keep.error} />
              </div>
            }
          >
            <Button>{say("home.view-keep-as")}</Button>
          </Popover>
        )
      )}
    </Space>
  );
}

const sorted = (filter: Record<string, string>) => Object.entries(filter).sort(([a], [b]) => a.localeCompare(b));
