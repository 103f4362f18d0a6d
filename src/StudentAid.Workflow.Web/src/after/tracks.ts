import type { Key, Say } from "@/app/texts";

const tracks: Record<string, Key> = { enrolled: "after.track-enrolled", freshmen: "after.track-freshmen", adjustment: "after.track-adjustment", all: "after.track-all" };

/** What a track of a round is called; one that only a school's documents know is called by its own id. */
export const trackOf = (say: Say, track: string): string => (tracks[track] ? say(tracks[track]) : track);
