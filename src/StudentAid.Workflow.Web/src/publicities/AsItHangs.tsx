import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";

/**
 * The notice word for word as it would hang if it were posted now; it is always in Chinese, for so it hangs. It is asked anew when the list or its period is another, and
 * never otherwise: once it is posted there is no such sheet any more, and everything that is shown is asked again then.
 */
export function AsItHangs({ id, version, sentence }: { id: string; version: number | string; sentence: string }) {
  const say = useSay();
  const notice = useQuery({
    queryKey: ["publicities", id, "notice", version, sentence],
    queryFn: () => body(api.GET("/api/publicities/{id}/notice", { params: { path: { id } } })),
    staleTime: "static",
  });
  return (
    <section aria-label={say("publicities.as-it-hangs")}>
      <h3>{say("publicities.as-it-hangs")}</h3>
      <Shown of={notice} rows={6}>
        {(n) => (
          <div className="sheet-of-paper" lang="zh-CN" tabIndex={0} role="group" aria-label={n.title}>
            <h4>{n.title}</h4>
            <p>{n.period}</p>
            <table>
              <thead>
                <tr>
                  {n.heads.map((h) => (
                    <th key={h} scope="col">{h}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {n.rows.map((r, i) => (
                  <tr key={i}>
                    {r.map((c, at) => (
                      <td key={at}>{c}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {n.below.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
      </Shown>
    </section>
  );
}
