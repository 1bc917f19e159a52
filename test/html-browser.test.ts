/**
 * The pages in a real browser: what axe finds, what is asked for, what is copied, and what fits a telephone and paper.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { derive, render } from "../src/index.ts";
import { loadKatexAssets } from "../src/render/katex-assets.ts";
import { hasBrowser, openBrowser } from "./tools/browser.ts";
import { EXAMPLES, exampleDerivation, LANGUAGES } from "./tools/examples.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const assets = loadKatexAssets();
const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
afterAll(() => rmSync(folder, { recursive: true }));

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, colorScheme: "light" };
const telephone: BrowserContextOptions = {
  viewport: { width: 360, height: 780 },
  colorScheme: "dark",
  hasTouch: true,
  isMobile: true,
};

function written(name: string, html: string): string {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  return `file://${file}`;
}

/** What axe objects to, with the first element of each kind. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 200)))`);
}

/**
 * A page has tens of thousands of glyphs, at each of which axe would look: boxes of the same size and the formulas'
 * text stand for them.
 */
async function leaveGlyphsOut(page: Page): Promise<void> {
  await page.evaluate(`{
    const glyphs = [...document.querySelectorAll(".katex-html")];
    const sizes = glyphs.map((glyph) => glyph.getBoundingClientRect());
    glyphs.forEach((glyph, at) => {
      glyph.replaceChildren();
      glyph.style.cssText = "display: inline-block; width: " + sizes[at].width + "px; height: " + sizes[at].height + "px";
    });
    for (const math of document.querySelectorAll(".katex-mathml")) math.replaceChildren(math.textContent);
  }`);
}

function widthBeyond(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

describe.runIf(hasBrowser())("in Chromium", () => {
  let browser: Browser;
  const pages: Page[] = [];
  let asked: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
    for (const options of [desk, telephone]) {
      const page = await (await browser.newContext(options)).newPage();
      page.on("request", (request) => asked.push(request.url()));
      pages.push(page);
    }
  }, 60_000);
  afterAll(() => browser.close());

  describe.each(EXAMPLES)("%s", (name) => {
    test.each(LANGUAGES)("%s has nothing that axe objects to, asks for nothing, and fits a telephone", async (lang) => {
      const address = written(`${name}.${lang}`, render(exampleDerivation(name), { to: "html", lang, assets }));
      for (const page of pages) {
        asked = [];
        await page.goto(address);
        expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([address]);
        expect(await widthBeyond(page)).toBeLessThanOrEqual(0);
        // English in the light and Chinese in the dark: each page once, since axe is slow.
        if ((page === pages[0]) !== (lang === "en")) continue;
        await leaveGlyphsOut(page);
        expect(await violations(page)).toEqual([]);
      }
    });
  });

  test("axe has nothing against the glyphs either", async () => {
    const address = written(
      "glyphs",
      render(derive("tensor a[3]\ntensor k[2]\ny = conv1d(a, k)\nexpand y\n"), { to: "html", assets }),
    );
    for (const page of pages) {
      await page.goto(address);
      expect(await violations(page)).toEqual([]);
    }
  });

  test("axe has nothing against a long list that was opened", async () => {
    const jacobian = "tensor a[40]\ntensor k[3]\ny = conv1d(a, k)\njacobian y wrt a\n";
    const address = written("list", render(derive(jacobian), { to: "html", assets }));
    for (const page of pages) {
      await page.goto(address);
      await page.locator("summary").first().click();
      expect(await page.locator("details[open] .entries > li").count()).toBeGreaterThan(100);
      expect(await widthBeyond(page)).toBeLessThanOrEqual(0);
      await leaveGlyphsOut(page);
      expect(await violations(page)).toEqual([]);
    }
  });

  describe("copying", () => {
    const worksheet = "tensor a[3]\ntensor k[2]\ny = conv1d(a, k)\nloss L(y)\nexpand y[1]\njacobian y wrt k\n";
    const address = written("copying", render(derive(worksheet), { to: "html", assets }));

    /** What is copied is pasted into a field of another page, as a reader would do it. */
    async function pasted(page: Page): Promise<string> {
      const other = await page.context().newPage();
      await other.setContent("<textarea autofocus></textarea>");
      await other.focus("textarea");
      await other.keyboard.press("Control+V");
      const text: string = await other.evaluate("document.querySelector('textarea').value");
      await other.close();
      return text;
    }

    /** A chain of at least two rows. */
    const chain = ".display:has(tr + tr)";
    const opacityOf = (page: Page): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector("${chain} > .copy")).opacity`);

    test.each([
      ["with a clipboard", ""],
      ["without one", "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })"],
    ])("gives LaTeX and MathML of a whole chain, by the keyboard, and says so (%s)", async (_, before) => {
      const context = await browser.newContext({ ...desk, permissions: ["clipboard-read", "clipboard-write"] });
      const page = await context.newPage();
      await page.addInitScript(before);
      await page.goto(address);
      const [latex, mathml] = ["LaTeX", "MathML"].map((kind) => page.locator(chain).first().getByText(kind));
      await latex?.focus();
      await expect.poll(() => opacityOf(page)).toBe("1");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.getByRole("status").textContent()).toBe("LaTeX copied");
      expect(await pasted(page)).toBe(await page.locator(chain).first().getAttribute("data-latex"));
      expect(await page.evaluate("document.activeElement.className")).toBe("LaTeX");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await expect.poll(() => page.getByRole("status").textContent()).toContain("MathML copied");
      const math = await pasted(page);
      expect(math).toMatch(/^<math xmlns="http:\/\/www\.w3\.org\/1998\/Math\/MathML" display="block"><mtable /);
      expect(math.split("<math").length).toBe(2);
      expect(math.split("<mtr>").length - 1).toBe(await page.locator(chain).first().locator("tr").count());
      expect(math).not.toMatch(/annotation|semantics|\\/);
      expect(await mathml?.count()).toBe(1);
      await context.close();
    });

    test("shows its buttons under the mouse, and always to fingers", async () => {
      const [page, small] = pages;
      if (page === undefined || small === undefined) throw new Error("the pages are not open");
      await page.goto(address);
      expect(await opacityOf(page)).toBe("0");
      await page.locator(chain).first().hover();
      await expect.poll(() => opacityOf(page)).toBe("1");
      await small.goto(address);
      expect(await opacityOf(small)).toBe("1");
    });

    test("leads through a list with the arrow keys", async () => {
      const [page] = pages;
      if (page === undefined) throw new Error("the page is not open");
      await page.goto(`file://${join(folder, "list.html")}`);
      await page.locator("summary").first().click();
      const items = page.locator("details[open] .entries").first().locator("li");
      await items.nth(0).getByText("MathML").focus();
      await page.keyboard.press("ArrowDown");
      const place = "[...document.activeElement.closest('ul').children].indexOf(document.activeElement.closest('li'))";
      expect(await page.evaluate(place)).toBe(1);
      expect(await page.evaluate("document.activeElement.className")).toBe("MathML");
      expect(await items.locator("button[tabindex='0']").count()).toBe(2);
    });

    test("is not offered without scripts, and everything else is there", async () => {
      const context = await browser.newContext({ ...desk, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(address);
      expect(await page.locator("button").count()).toBe(0);
      expect(await page.locator(".formula[tabindex='0']").count()).toBe(await page.locator(".formula").count());
      await context.close();
    });
  });
});
