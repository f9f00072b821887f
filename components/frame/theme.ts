"use client";

import { createTheme } from "@mantine/core";

/** Deep teal. From the sixth shade on, teal text on white and white text on teal meet AA. */
const teal = [
  "#eefaf8",
  "#d6f1ed",
  "#aee2da",
  "#80d0c5",
  "#56bdb1",
  "#2f9f94",
  "#1d857c",
  "#14706a",
  "#0e5d58",
  "#0a4844",
] as const;

/** Neutral greys. The sixth is the colour of dimmed text and meets AA on every surface. */
const gray = [
  "#f7f8f8",
  "#eff1f2",
  "#e6e8ea",
  "#d9dcdf",
  "#bfc4c8",
  "#6b7278",
  "#5b6268",
  "#474d52",
  "#33383c",
  "#1f2326",
] as const;

/** The same greys for the dark scheme: text, dimmed text, lines, surfaces. */
const dark = [
  "#e4e6e8",
  "#c6cacd",
  "#a6acb1",
  "#8f969c",
  "#3f454a",
  "#31363a",
  "#25292c",
  "#1a1d1f",
  "#141618",
  "#0e1011",
] as const;

/**
 * Dialogs keep the page's scrollbar, so nothing moves and no style element without a nonce is written. Their header is
 * no landmark, because the page has one banner.
 */
const dialog = { defaultProps: { removeScrollProps: { removeScrollBar: false } } };
const dialogHead = { defaultProps: { role: "presentation" } };

/** Gives the close button of a notice an accessible name. */
const named = { defaultProps: { closeButtonProps: { "aria-label": "Close" } } };

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: { light: 7, dark: 7 },
  colors: { teal, gray, dark },
  white: "#ffffff",
  black: "#1b1e20",
  defaultRadius: "sm",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "8px", xl: "8px" },
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.3333", sm: "1.5385", md: "1.4286", lg: "1.5", xl: "1.4" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  fontFamily: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Notification: named,
    Modal: dialog,
    Drawer: dialog,
    ModalHeader: dialogHead,
    DrawerHeader: dialogHead,
  },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "28px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
      h4: { fontSize: "14px", lineHeight: "20px" },
    },
  },
});
