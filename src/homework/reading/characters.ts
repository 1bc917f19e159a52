/**
 * Characters that people type or paste instead of commands, each with what it stands for, and those that nobody sees.
 */

/** To a command, or to an ASCII character. */
export const meanings: ReadonlyMap<string, string> = new Map([
  ["−", "-"],
  ["–", "-"],
  ["‐", "-"],
  ["‑", "-"],
  ["﹣", "-"],
  ["·", "\\cdot"],
  ["⋅", "\\cdot"],
  ["∙", "\\cdot"],
  ["・", "\\cdot"],
  ["×", "\\times"],
  ["✕", "\\times"],
  ["∗", "\\ast"],
  ["⋆", "\\star"],
  ["★", "\\star"],
  ["☆", "\\star"],
  ["⊗", "\\otimes"],
  ["⨂", "\\otimes"],
  ["⊛", "\\circledast"],
  ["⊙", "\\odot"],
  ["⨀", "\\odot"],
  ["∘", "\\circ"],
  ["÷", "\\div"],
  ["∕", "/"],
  ["⁄", "/"],
  ["≤", "\\le"],
  ["⩽", "\\le"],
  ["≦", "\\le"],
  ["≥", "\\ge"],
  ["⩾", "\\ge"],
  ["≧", "\\ge"],
  ["≠", "\\ne"],
  ["≈", "\\approx"],
  ["≃", "\\approx"],
  ["≅", "\\approx"],
  ["≡", "\\equiv"],
  ["≔", "\\coloneqq"],
  ["≜", "\\triangleq"],
  ["∈", "\\in"],
  ["∉", "\\notin"],
  ["∝", "\\propto"],
  ["∣", "\\mid"],
  ["∂", "\\partial"],
  ["∇", "\\nabla"],
  ["∑", "\\sum"],
  ["∏", "\\prod"],
  ["Σ", "\\sum"],
  ["√", "\\sqrt"],
  ["…", "\\dots"],
  ["⋯", "\\dots"],
  ["⋮", "\\dots"],
  ["⋱", "\\dots"],
  ["⇒", "\\Rightarrow"],
  ["⟹", "\\Rightarrow"],
  ["⇔", "\\Rightarrow"],
  ["⟺", "\\Rightarrow"],
  ["→", "\\to"],
  ["⟶", "\\to"],
  ["←", "\\to"],
  ["∴", "\\therefore"],
  ["∵", "\\because"],
  ["∀", "\\forall"],
  ["∧", "\\land"],
  ["⊤", "\\top"],
  ["′", "'"],
  ["‘", "'"],
  ["’", "'"],
  ["∞", "\\infty"],
  ["□", "\\square"],
  ["☐", "\\square"],
  ["▢", "\\square"],
  ["⌊", "\\lfloor"],
  ["⌋", "\\rfloor"],
  ["⌈", "\\lceil"],
  ["⌉", "\\rceil"],
  ["‖", "\\|"],
  ["°", "\\degree"],
  ["、", ","],
  ["。", "."],
  ["【", "["],
  ["】", "]"],
  ["｛", "{"],
  ["ϵ", "\\epsilon"],
  ["ℓ", "\\ell"],
  ["≪", "<"],
  ["≫", ">"],
]);

/** Unicode's Greek letters by their commands, from α and Α on, final sigma included. */
const SMALL =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega".split(
    " ",
  );

/** `delta` for δ, `Delta` for Δ. */
export function greekName(letter: string): string | undefined {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x3b1 && code <= 0x3c9) return SMALL[code - 0x3b1];
  if (code < 0x391 || code > 0x3a9) return undefined;
  const small = SMALL[code - 0x391];
  return small && `${small.charAt(0).toUpperCase()}${small.slice(1)}`;
}

/** Joiners, marks of direction and other characters without a width, which change nothing. */
export const WITHOUT_WIDTH = /[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]|[\ufe00-\ufe0f]/u;

/** What must never be shown as it is: controls, what turns the direction of writing, lone halves of characters. */
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/u;

/** A character as a message may quote it. */
export function showCharacter(character: string): string {
  if (!UNSHOWABLE.test(character)) return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const LONGEST_SHOWN = 30;

/** A piece of the source as a message may quote it: short, on one line, and without anything unseen. */
export function showText(text: string): string {
  const characters = [...text.slice(0, 4 * LONGEST_SHOWN).replace(/\s+/gu, " ")];
  const shown = characters.slice(0, LONGEST_SHOWN).map(showCharacter).join("");
  return characters.length > LONGEST_SHOWN ? `${shown}…` : shown;
}

/** Full-width letters, digits and punctuation are read as their plain twins, one character for one. */
export function foldFullWidth(source: string): string {
  return source.replace(/[\uff01-\uff5e\u3000\u00a0]/gu, (character) => {
    if (character === "\u3000" || character === "\u00a0") return " ";
    return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
  });
}
