import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { Desk, menuOf } from "@/app/menu";
import { useReader } from "@/app/session";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { clockTime, dayOf } from "@/ui/time";

type Own = Api["OwnListView"];

const words: Record<string, Key> = { meet: "rosters.own-meet", decide: "rosters.own-decide", post: "rosters.own-post", sit: "rosters.own-sit", scan: "rosters.own-scan" };

/** The lists at which one has something to do now. */
export const useOwnLists = () => useQuery({ queryKey: ["rosters", "mine"], queryFn: () => body(api.GET("/api/rosters/mine")) });

/** The whole of what somebody needs who only sits at meetings, or only signs: the lists that wait for him, on a telephone too. */
export default function OwnLists() {
  const say = useSay();
  const [language] = useLanguage();
  const me = useReader()!;
  const own = useOwnLists();
  return (
    <Page title="app.menu-desk" heading={menuOf(me, say).find((e) => e.id === Desk)?.label} sentence={clockTime(me.now, language)}>
      <Card>
        <Shown of={own}>
          {(lists) => {
            const waiting = lists.items.filter((l) => l.status === "frozen");
            return waiting.length === 0 ? <Nothing text={say("rosters.own-none")} /> : <ul className="today">{waiting.map((l) => <Row key={l.id} list={l} />)}</ul>;
          }}
        </Shown>
      </Card>
    </Page>
  );
}

function Row({ list }: { list: Own }) {
  const say = useSay();
  const [language] = useLanguage();
  const first = list.acts.map((a) => words[a]).find((w) => w !== undefined);
  return (
    <li>
      <Link to={`/${list.acts.includes("post") ? "publicities" : "rosters"}/${list.id}`}>
        <span className="what">
          {say("rosters.page", { unit: list.unitName, list: list.title })}
          <span className="quiet"> {[list.roundName, say("rosters.count", { count: list.count })].join(" · ")}</span>
        </span>
        <span className="when">{list.meetingOn && !list.acts.includes("sit") ? say("rosters.own-met", { day: dayOf(list.meetingOn, language) }) : first && say(first)}</span>
      </Link>
    </li>
  );
}
