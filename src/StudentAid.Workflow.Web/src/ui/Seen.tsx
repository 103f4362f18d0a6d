import { useEffect, useRef, useState, type ReactNode } from "react";

/** What lies far down is drawn when somebody comes near it, and stays drawn; at once where the browser cannot tell. */
export function Seen({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(typeof IntersectionObserver === "undefined");
  useEffect(() => {
    if (seen || !place.current) return undefined;
    const watch = new IntersectionObserver((met) => met.some((m) => m.isIntersecting) && setSeen(true), { rootMargin: "200px" });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [seen]);
  return <div ref={place}>{seen ? children : <div className="unseen" />}</div>;
}
