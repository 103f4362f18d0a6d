import { useCarriesAt } from "@/app/duties";

/** Whether somebody keeps the definitions and documents of a unit. */
export const useMaySetUp = () => useCarriesAt("publish-definitions");
