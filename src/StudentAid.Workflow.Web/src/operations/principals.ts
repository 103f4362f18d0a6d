import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";

/** People and machines with roles, by id. */
export function usePrincipals() {
  const found = useQuery({ queryKey: ["principals"], queryFn: () => body(api.GET("/api/principals")) });
  const list = found.data?.items ?? [];
  const names = new Map(list.map((p) => [p.id, p.name]));
  return { list, data: found.data, isPending: found.isPending, error: found.error, refetch: found.refetch, nameOf: (id: string): string => names.get(id) ?? "" };
}
