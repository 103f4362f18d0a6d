import { RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { nameOfRound } from "@/api/reading";
import { isPage, routeOf } from "@/app/routes";
import { useCarriesAt } from "@/app/duties";
import { useReader } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { clockTime, lastDayOf } from "@/ui/time";

/** The first page: what is to be done today, and where the days of each round stand, in the server's sentences. */
export default function Home() {
  const say = useSay();
  const [language] = useLanguage();
  const me = useReader()!;
  const setsUp = useCarriesAt("set-up")("/");
  const home = useQuery({ queryKey: ["home"], queryFn: () => body(api.GET("/api/home")) });
  return (
    <Page title="app.menu-home" heading={say("home.greeting", { name: me.name })} sentence={clockTime(me.now, language)}>
      <div className="stack">
        <Card title={say("home.today")}>
          <Shown of={home}>{(h) => (h.today.length === 0 ? <Nothing text={say("home.nothing")} /> : <ul className="today">{h.today.map((i) => <Item key={i.kind} item={i} />)}</ul>)}</Shown>
        </Card>
        <Card title={say("home.days")}>
          <Shown of={home}>
            {(h) =>
              h.days.length === 0 ? (
                <Nothing text={say("home.no-round")}>{setsUp && <Link to="/setup">{say("setup.link")}</Link>}</Nothing>
              ) : (
                <>
                  {h.days.map((d) => (
                    <div key={d.round} className="days-line">
                      <Link to={`/rounds/${d.round}`}>{nameOfRound(d)}</Link>
                      <div className={d.late ? "days due" : "days"}>{d.sentence ?? say("home.no-days")}</div>
                    </div>
                  ))}
                </>
              )
            }
          </Shown>
        </Card>
      </div>
    </Page>
  );
}

function Item({ item }: { item: Api["HomeItem"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const one = useOnlyList(item);
  const inner = (
    <>
      <span className="what">{item.sentence}</span>
      <span className="when">
        {item.due && <span className={item.overdue ? "due" : undefined}>{say(item.overdue ? "home.overdue" : "ui.until", { day: lastDayOf(item.due, language) })} </span>}
        <RightOutlined aria-hidden />
      </span>
    </>
  );
  return <li>{isPage(item.link) ? <a href={item.link} target="_blank" rel="noreferrer">{inner}</a> : <Link to={one ?? routeOf(item.link)}>{inner}</Link>}</li>;
}

/** Where the sentence counts a single list, its own desk: nobody chooses from a list of one. */
function useOnlyList(item: Api["HomeItem"]): string | undefined {
  const query = new URLSearchParams(item.link.split("?")[1]);
  const round = query.get("round") ?? "";
  const status = query.get("status") ?? "";
  const wanted = item.count === 1 && item.link.startsWith("/api/rosters?") && round !== "";
  const lists = useQuery({
    queryKey: ["rosters", { round, status }],
    queryFn: () => body(api.GET("/api/rosters", { params: { query: { round, status } } })),
    enabled: wanted,
  });
  const id = wanted && lists.data?.items.length === 1 ? lists.data.items[0]?.id : undefined;
  return id && `/${status === "posted" ? "publicities" : "rosters"}/${id}`;
}
