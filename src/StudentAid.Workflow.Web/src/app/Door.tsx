import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { Refusal } from "@/api/client";
import { keepLanguage, language, sayIn, TextsContext, type Language, type Messages } from "./texts";
import { keepShade, shadeKept, themeOf, type Shade } from "./theme";

type AntLocale = typeof zhCN;

/** A browser writes what is typed into its own files, to offer it again; a field that it may says so itself. */
const unoffered = { autoComplete: "off" };

/** A session that has ended is found out wherever something was asked; who is signed in is asked again, and the page shows the way back. */
const lookAgain = (error: unknown) => {
  if (error instanceof Refusal && error.status === 401) void queries.invalidateQueries({ queryKey: ["me"] });
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: lookAgain }),
  mutationCache: new MutationCache({ onError: lookAgain }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => !(error instanceof Refusal) && count < 2,
    },
  },
});

const ShadeContext = createContext<{ shade: Shade; change: (shade: Shade) => void }>({ shade: "light", change: () => undefined });

export const useShade = () => useContext(ShadeContext);

interface DoorProps {
  chinese: Messages;
  /** The English messages and Ant Design's, fetched when they are first wanted. */
  english: () => Promise<{ messages: Messages; ant: AntLocale }>;
  comfortable?: boolean;
  children: ReactNode;
}

/** What both doors stand in: messages, colours, Ant Design and the query cache. */
export function Door({ chinese, english, comfortable = false, children }: DoorProps) {
  const [texts, setTexts] = useState<{ language: Language; messages: Messages; ant: AntLocale } | null>(
    language() === "en" ? null : { language: "zh-CN", messages: chinese, ant: zhCN },
  );
  const [shade, setShade] = useState<Shade>(shadeKept);

  useEffect(() => {
    keepLanguage(language());
    if (texts === null) void english().then((e) => setTexts({ language: "en", ...e }));
  }, []);

  // The sheets ask the page which shade it has, and are asked before it is first seen.
  useLayoutEffect(() => keepShade(shade), [shade]);

  const context = useMemo(
    () => ({
      say: sayIn(texts?.messages ?? {}),
      language: texts?.language ?? "zh-CN",
      change: (next: Language) => {
        keepLanguage(next);
        if (next === "zh-CN") setTexts({ language: next, messages: chinese, ant: zhCN });
        else void english().then((e) => setTexts({ language: next, ...e }));
        void queries.invalidateQueries();
      },
    }),
    [texts, chinese, english],
  );
  const shades = useMemo(() => ({ shade, change: setShade }), [shade]);

  if (texts === null) return null;
  return (
    <ConfigProvider locale={texts.ant} theme={themeOf(shade, comfortable)} button={{ autoInsertSpace: false }} input={unoffered} textArea={unoffered}>
      <App>
        <TextsContext.Provider value={context}>
          <ShadeContext.Provider value={shades}>
            <QueryClientProvider client={queries}>{children}</QueryClientProvider>
          </ShadeContext.Provider>
        </TextsContext.Provider>
      </App>
    </ConfigProvider>
  );
}
