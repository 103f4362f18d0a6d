import { useQuery } from "@tanstack/react-query";
import { Select, Table, Tag } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnitOf } from "@/app/duties";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { useKinds, useUnitOptions } from "./kinds";

type Role = Api["RoleInForce"];

/** The roles that hold at a unit. */
export const useRoleList = (unit: string) => useQuery({ queryKey: ["roles", unit], queryFn: () => body(api.GET("/api/roles", { params: { query: { unit } } })) });

/** Roles as the documents say them, each with the layer it comes from; they are changed there. */
export function Roles() {
  const say = useSay();
  const [language] = useLanguage();
  const kinds = useKinds();
  const top = useUnitOf("set-up")!;
  const [search, setSearch] = useSearchParams();
  const unit = search.get("unit") ?? top;
  const units = useUnitOptions(top, true);
  const roles = useRoleList(unit);
  return (
    <div className="stack">
      <div className="strip">
        <Select aria-label={say("ui.unit")} className="filter unit-choice" showSearch={{ optionFilterProp: "label" }} value={unit} onChange={(v: string) => setSearch({ unit: v })} options={top === "/" ? [{ value: "/", label: say("app.all-units") }, ...units.filter((u) => u.value !== "/")] : units} />
        <span className="quiet">{say("organisation.roles-what")}</span>
      </div>
      <Shown of={roles}>
        {(page) => (
          <Table<Role>
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={page.items}
            columns={[
              {
                title: say("organisation.role"),
                render: (_, r) => (
                  <>
                    <strong>{textOf(r.name, language)}</strong>
                    {r.student && <span className="said">{say("organisation.role-student")}</span>}
                    {r.personal && <span className="said">{say("organisation.role-personal")}</span>}
                    {r.units.length > 0 && <span className="said">{say("organisation.role-units", { kinds: listed(r.units.map(kinds.nameOf), language) })}</span>}
                  </>
                ),
              },
              {
                title: say("organisation.duties"),
                render: (_, r) =>
                  r.duties.length === 0 ? (
                    <span className="quiet">{say("organisation.no-duties")}</span>
                  ) : (
                    <ul className="plain">
                      {r.duties.map((d) => (
                        <li key={d.id}>
                          {textOf(d.name, language)} {d.required && <Tag variant="filled">{say("organisation.duty-required")}</Tag>} {d.secondPerson && <Tag variant="filled">{say("organisation.duty-second")}</Tag>}
                        </li>
                      ))}
                    </ul>
                  ),
              },
              { title: say("organisation.origin"), responsive: ["md"], render: (_, r) => (r.layer && r.key ? <Link to={`/rules/packs/${encodeURIComponent(r.layer)}/${encodeURIComponent(r.key)}`}>{textOf(r.origin, language)}</Link> : say("organisation.origin-product")) },
            ]}
          />
        )}
      </Shown>
    </div>
  );
}
