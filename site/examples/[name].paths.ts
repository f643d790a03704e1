import { defineRoutes } from "vitepress";
import { exampleNames, examplePage } from "../.vitepress/examples.ts";

export default defineRoutes({
  paths: () => exampleNames().map((name) => ({ params: { name }, content: examplePage(name) })),
});
