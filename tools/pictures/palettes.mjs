const list = (text) => text.trim().split(/\s+/);

/**
 * The colours of a terminal, after those of GitHub's own pages; `colours` are the 16 of ANSI, in their order. All of them
 * can be read on the background (a contrast of at least 4.5, as WCAG AA asks for), which is why some differ from GitHub's.
 */
export const palettes = {
  light: {
    background: "#f6f8fa",
    frame: "#d1d9e0",
    text: "#1f2328",
    muted: "#59636e",
    colours: list(`
      #24292f #cf222e #116329 #7d4e00 #0969da #8250df #176f76 #59636e
      #59636e #a40e26 #1a7f37 #633c01 #0550ae #6639ba #0f5f66 #24292f`),
  },
  dark: {
    background: "#161b22",
    frame: "#3d444d",
    text: "#e6edf3",
    muted: "#9198a1",
    colours: list(`
      #9198a1 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #b1bac4
      #9198a1 #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #ffffff`),
  },
};
