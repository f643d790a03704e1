/// <reference types="vitepress/client" />
import theme from "vitepress/theme-without-fonts";
import "./style.css";

// Without the fonts of the theme: those of the reader's system are there already.
export default theme;
