import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";

/** Which changes of enrolment there are at a school, and what one may do. */
export const useEnrolmentRules = (school: string) =>
  useQuery({ queryKey: ["enrolment-rules", school], queryFn: () => body(api.GET("/api/enrolment-rules", { params: { query: { school } } })), enabled: school !== "" });
