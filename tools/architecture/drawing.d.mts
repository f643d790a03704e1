/** The picture of docs/architecture.md: file name → SVG. Fails when it meets a folder that it has no words for. */
export function drawArchitecture(): Readonly<Record<string, string>>;
