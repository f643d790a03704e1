/** An entry of the page: a message, with … for every part that differs. */
export interface Entry {
  readonly text: string;
  readonly line: number;
}

/** The entries of the page: each item of a list that begins with code is one. */
export function entriesOf(page: string): readonly Entry[] {
  return page.split("\n").flatMap((content, index) => {
    const code = /^- (`+) ?(.+?) ?\1/.exec(content)?.[2];
    return code === undefined ? [] : [{ text: code, line: index + 1 }];
  });
}

/** So many words can stand in the place of an … within an entry. More would be another message. */
const MOST_WORDS = 5;

/**
 * Whether a message is the one of an entry. An … of the entry stands for a name, an id or a few words. At the end of the entry it stands for
 * the rest of the message, however long.
 */
export function isAbout(entry: string, message: string): boolean {
  const words = entry.split("…").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const parts = new RegExp(`^${words.join("(.*?)")}$`).exec(message)?.slice(1);
  if (parts === undefined) return false;
  const within = entry.endsWith("…") ? parts.slice(0, -1) : parts;
  return within.every((part) => part.split(/\s+/).length <= MOST_WORDS);
}
