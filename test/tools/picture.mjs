/**
 * `npm run examples:picture`: the picture of the README, taken of our own HTML by a browser (chromium must be
 * installed), without the page's margins and in sixteen shades of grey.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync, inflateSync } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
const picture = "examples/pictures/first.png";
const [width, height, scale] = [820, 1600, 1.75];
/** The two derivations alone: neither the definitions before them nor the glossary after. */
const style = `<style>
main { padding: 2rem 1rem; margin: 0 auto }
header, nav, main > :not(section), section:first-of-type, section:nth-of-type(n + 4), .copy { display: none }
</style>`;

function takeScreenshot(folder) {
  const html = execFileSync(
    process.execPath,
    ["dist/cli.cjs", "derive", "examples/pictures/first.grad", "--to", "html"],
    {
      cwd: root,
      maxBuffer: 1e8,
    },
  );
  const [page, screenshot] = [join(folder, "page.html"), join(folder, "page.png")];
  writeFileSync(page, html.toString().replace("</head>", `${style}</head>`));
  const size = [`--window-size=${width},${height}`, `--force-device-scale-factor=${scale}`, "--hide-scrollbars"];
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", ...size, `--screenshot=${screenshot}`];
  execFileSync("chromium", [...flags, `file://${page}`], { stdio: "ignore" });
  return readFileSync(screenshot);
}

function chunksOf(png) {
  const chunks = [];
  for (let start = 8; start < png.length; ) {
    const length = png.readUInt32BE(start);
    chunks.push([png.toString("latin1", start + 4, start + 8), png.subarray(start + 8, start + 8 + length)]);
    start += length + 12;
  }
  return chunks;
}

/** Rows of shades, 0 black to 15 white, of a PNG with eight bits a channel. */
function readShades(png) {
  const chunks = chunksOf(png);
  const header = chunks[0][1];
  const [columns, rows, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const data = inflateSync(Buffer.concat(chunks.filter(([name]) => name === "IDAT").map(([, bytes]) => bytes)));
  const stride = columns * channels;
  let above = new Uint8Array(stride);
  return Array.from({ length: rows }, (_, row) => {
    const start = row * (stride + 1);
    above = unfilter(data[start], data.subarray(start + 1, start + 1 + stride), above, channels);
    return Array.from({ length: columns }, (_, column) => {
      const [red, green, blue] = above.subarray(column * channels, column * channels + 3);
      return Math.round(((0.3 * red + 0.59 * green + 0.11 * blue) / 255) * 15);
    });
  });
}

function unfilter(filter, line, above, channels) {
  const result = new Uint8Array(line.length);
  for (let place = 0; place < line.length; place++) {
    const left = place < channels ? 0 : result[place - channels];
    const corner = place < channels ? 0 : above[place - channels];
    const guess = [0, left, above[place], (left + above[place]) >> 1, paeth(left, above[place], corner)][filter];
    result[place] = line[place] + guess;
  }
  return result;
}

function paeth(left, above, corner) {
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** Without the white above and below, but for a margin. */
function crop(shades) {
  const margin = Math.round(16 * scale);
  const used = shades.map((row) => row.some((shade) => shade < 15));
  return shades.slice(Math.max(0, used.indexOf(true) - margin), used.lastIndexOf(true) + margin);
}

function writeShades(shades) {
  const columns = shades[0].length;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(shades.length, 4);
  header.set([4, 0, 0, 0, 0], 8);
  const rows = shades.map((row) => {
    const bytes = Buffer.alloc(1 + Math.ceil(columns / 2));
    row.forEach((shade, column) => {
      bytes[1 + (column >> 1)] |= column % 2 === 0 ? shade << 4 : shade;
    });
    return bytes;
  });
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })), chunk("IEND")];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

function chunk(name, content = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

const folder = mkdtempSync(join(tmpdir(), "gradscribe-picture-"));
const png = writeShades(crop(readShades(takeScreenshot(folder))));
writeFileSync(join(root, picture), png);
rmSync(folder, { recursive: true });
console.log(`${picture}: ${Math.round(png.length / 1024)} KB`);
