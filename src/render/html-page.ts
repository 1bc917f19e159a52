/**
 * The frame of an HTML page that needs nothing else.
 * In: what stands in it, as HTML, and style sheets. Out: the page.
 * Always: nothing is asked for from elsewhere, and the browser is told to refuse it; without scripts the page is whole.
 */
import { fontsInUse } from "./html-fonts.ts";
import { escapeHtml } from "./html-text.ts";

export interface HtmlAssets {
  /** KaTeX's style sheet, its fonts as data URIs. */
  readonly css: string;
}

export interface Frame {
  readonly lang: string;
  /** As text. */
  readonly title: string;
  readonly body: string;
  readonly style: string;
  readonly script?: string;
}

/** What stands in the page itself, and nothing else; the icon is one that no browser has to look for. */
const nothingFromElsewhere = [
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; img-src data:">`,
  '<link rel="icon" href="data:,">',
];

export function framed({ lang, title, body, style, script }: Frame, assets: HtmlAssets | undefined): string {
  return [
    "<!DOCTYPE html>",
    `<html lang="${lang}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ...nothingFromElsewhere,
    `<title>${escapeHtml(title)}</title>`,
    ...(assets === undefined ? [] : [`<style>${fontsInUse(assets.css, body)}</style>`]),
    `<style>${style}</style>`,
    "</head>",
    `<body>\n${body}`,
    ...(script === undefined ? [] : [`<script>${script}</script>`]),
    "</body>",
    "</html>\n",
  ].join("\n");
}
