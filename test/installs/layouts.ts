import { blockWith } from "../support/markdown-blocks.ts";

/** How a project is laid out: what stands beside its node_modules. */
export interface Layout {
  /** The fields of package.json that matter here. */
  readonly manifest: { readonly type?: "module"; readonly main?: string };
  readonly file: "index.ts" | "index.js";
  readonly source: string;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

const README = "README.md";
/** The first program of the README, as it stands there. */
const PROGRAM = blockWith(README, "new OAuthClient(");
/** The same for CommonJS without TypeScript. */
const REQUIRING_PROGRAM = blockWith(README, 'require("pulumi-genesyscloud-oauth")');
/** The one that awaits a data source. */
const AWAITING_PROGRAM = blockWith(README, "await getAuthorizationRole(");

const COMMONJS = { strict: true, target: "es2020", module: "commonjs", moduleResolution: "node" };
const NODENEXT = { strict: true, target: "es2020", module: "nodenext", moduleResolution: "nodenext" };

/** The projects that people have. */
export const LAYOUTS = {
  "TypeScript, module commonjs, moduleResolution node": {
    manifest: { main: "index.ts" },
    file: "index.ts",
    source: PROGRAM,
    compilerOptions: COMMONJS,
  },
  "TypeScript, module nodenext, CommonJS": {
    manifest: { main: "index.ts" },
    file: "index.ts",
    source: PROGRAM,
    compilerOptions: NODENEXT,
  },
  "TypeScript without a tsconfig.json": { manifest: {}, file: "index.ts", source: PROGRAM },
  "TypeScript as an ES module, with await": {
    manifest: { type: "module", main: "index.ts" },
    file: "index.ts",
    source: AWAITING_PROGRAM,
    compilerOptions: NODENEXT,
  },
  "TypeScript as an ES module": {
    manifest: { type: "module", main: "index.ts" },
    file: "index.ts",
    source: PROGRAM,
    compilerOptions: NODENEXT,
  },
  "JavaScript, CommonJS": { manifest: { main: "index.js" }, file: "index.js", source: REQUIRING_PROGRAM },
  "JavaScript, ES module": { manifest: { type: "module", main: "index.js" }, file: "index.js", source: PROGRAM },
} satisfies Record<string, Layout>;
