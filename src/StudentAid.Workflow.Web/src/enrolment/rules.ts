import { useQueries, useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";

const of = (school: string) => ({
  queryKey: ["enrolment-rules", school],
  queryFn: () => body(api.GET("/api/enrolment-rules", { params: { query: { school } } })),
  enabled: school !== "",
});

/** Which changes of enrolment there are at a school, and what one may do. */
export const useEnrolmentRules = (school: string) => useQuery(of(school));

/** Of each of these schools, in their order; undefined where they are not there yet. */
export const useEveryEnrolmentRules = (schools: string[]) => useQueries({ queries: schools.map(of) }).map((q) => q.data);
