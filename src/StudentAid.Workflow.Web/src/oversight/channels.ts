import type { Key } from "@/app/texts";

/** How complaints come; "web" is the public page. */
export const channels: Record<string, Key> = {
  telephone: "oversight.channel-telephone",
  "in-person": "oversight.channel-in-person",
  letter: "oversight.channel-letter",
  web: "oversight.channel-web",
};

export const channelOf = (channel: string): Key => channels[channel] ?? "oversight.channel-other";
