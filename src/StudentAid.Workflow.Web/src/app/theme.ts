import { theme, type ThemeConfig } from "antd";

export type Shade = "light" | "dark";

const Kept = "studentaid.shade";

export const shadeKept = (): Shade => {
  const kept = localStorage.getItem(Kept);
  if (kept === "light" || kept === "dark") return kept;
  return window.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};

export function keepShade(shade: Shade): void {
  localStorage.setItem(Kept, shade);
  document.documentElement.dataset.shade = shade;
}

const family = '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", sans-serif';

/** Calm paper, ink, one blue. Every pair of colours meets WCAG AA; colour means due, overdue, returned or held, never a level of hardship. */
export function themeOf(shade: Shade, comfortable = false): ThemeConfig {
  const dark = shade === "dark";
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    // Rules and variables come in a sheet that the build makes of this.
    cssVar: { key: "sa" },
    hashed: false,
    zeroRuntime: true,
    token: {
      fontFamily: family,
      fontSize: comfortable ? 16 : 14,
      controlHeight: comfortable ? 44 : 32,
      borderRadius: 6,
      // A button's spinner that is stopped before it has come in stays in the page unseen, and its name reads "loading" for ever.
      motion: false,
      colorPrimary: dark ? "#1668dc" : "#0958d9",
      colorLink: dark ? "#69b1ff" : "#0958d9",
      colorLinkHover: dark ? "#91caff" : "#003eb3",
      colorTextSecondary: dark ? "rgba(255,255,255,0.75)" : "#434343",
      colorTextTertiary: dark ? "rgba(255,255,255,0.68)" : "#595959",
      colorTextDescription: dark ? "rgba(255,255,255,0.68)" : "#595959",
      colorTextPlaceholder: dark ? "rgba(255,255,255,0.55)" : "#6b6b6b",
      colorSuccess: dark ? "#73d13d" : "#237804",
      colorWarning: dark ? "#ffc53d" : "#ad4e00",
      colorError: dark ? "#ff7875" : "#a8071a",
      ...(dark
        ? { colorInfo: "#69b1ff" }
        : {
            colorSuccessBg: "#f6ffed",
            colorSuccessBorder: "#b7eb8f",
            colorSuccessText: "#237804",
            colorWarningBg: "#fff7e6",
            colorWarningBorder: "#ffd591",
            colorWarningText: "#ad4e00",
            colorErrorBg: "#fff1f0",
            colorErrorBorder: "#ffa39e",
            colorErrorText: "#a8071a",
            colorInfoBg: "#e8f1ff",
            colorInfo: "#0958d9",
            colorInfoText: "#003eb3",
            // A lighter blue under the pointer would be too pale for the white words on it.
            colorPrimaryHover: "#003eb3",
          }),
      colorBgLayout: dark ? "#0f1011" : "#f5f6f7",
    },
    components: {
      Layout: { headerBg: dark ? "#17181a" : "#ffffff", siderBg: dark ? "#17181a" : "#ffffff", headerHeight: 56, headerPadding: "0 20px" },
      Menu: { itemBorderRadius: 6, itemHeight: 38, activeBarBorderWidth: 0, itemSelectedBg: dark ? "#111d2c" : "#e8f1ff", itemSelectedColor: dark ? "#91caff" : "#0958d9" },
      Table: { headerBg: dark ? "#1d1e20" : "#fafafa", headerColor: dark ? "rgba(255,255,255,0.75)" : "#434343", cellPaddingBlockMD: 9 },
      Card: { headerFontSize: 15, headerHeight: 48, headerPadding: 16, bodyPadding: 16 },
      Tabs: dark ? { itemSelectedColor: "#69b1ff", itemHoverColor: "#91caff", itemActiveColor: "#69b1ff", inkBarColor: "#69b1ff" } : {},
      Switch: { trackHeight: 24, handleSize: 20 },
      Descriptions: { labelColor: dark ? "rgba(255,255,255,0.68)" : "#595959" },
    },
  };
}
