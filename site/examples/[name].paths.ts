import { defineRoutes } from "vitepress";
import { examplePage, examples, examplesPage } from "../.vitepress/examples.ts";

export default defineRoutes({
  paths: () => [
    { params: { name: "index" }, content: examplesPage() },
    ...examples().map((example) => ({ params: { name: example.name }, content: examplePage(example) })),
  ],
});
